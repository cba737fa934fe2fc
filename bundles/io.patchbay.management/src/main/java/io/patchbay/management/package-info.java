/**
 * The management API: answers the calls of {@code bondy.*} in every realm.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.management;

import org.jspecify.annotations.NullMarked;

/**
 * The management procedures over HTTP.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.admin.rest;

import org.jspecify.annotations.NullMarked;

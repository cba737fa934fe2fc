/** Whether the documentation tells all there is. For the build only. */
@NullMarked
package io.patchbay.itests.docs;

import org.jspecify.annotations.NullMarked;

/**
 * Clients that others wrote, against the built distribution. Each library runs in a process of its
 * own, an {@link io.patchbay.itests.interop.Agent}, which the tests tell what to do.
 */
@NullMarked
package io.patchbay.itests.interop;

import org.jspecify.annotations.NullMarked;

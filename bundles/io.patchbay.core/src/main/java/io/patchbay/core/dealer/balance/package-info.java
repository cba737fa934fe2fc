/**
 * How calls are spread over the callees who share a registration: one small class a policy. Private
 * to the core.
 */
@NullMarked
package io.patchbay.core.dealer.balance;

import org.jspecify.annotations.NullMarked;

/** Tokens of OAuth 2, and the clients and owners of resources that they are issued for. */
@NullMarked
package io.patchbay.security.oauth;

import org.jspecify.annotations.NullMarked;

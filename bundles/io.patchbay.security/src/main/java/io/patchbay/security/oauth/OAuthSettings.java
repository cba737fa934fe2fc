package io.patchbay.security.oauth;

/**
 * How tokens are issued.
 *
 * @param accessS how long an access token is good, in seconds
 * @param refreshS how long a refresh token is good, in seconds
 * @param perUser for how many clients and devices a user may have tokens
 */
public record OAuthSettings(int accessS, int refreshS, int perUser) {}

/**
 * A WAMP client for tests, written without the router's code so that it cannot share its mistakes.
 * It speaks all formats over raw socket and WebSocket, and lets tests send what no client should.
 */
package io.patchbay.itests.client;

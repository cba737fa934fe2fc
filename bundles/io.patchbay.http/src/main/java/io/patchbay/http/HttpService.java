package io.patchbay.http;

import io.netty.channel.Channel;
import io.patchbay.api.transport.ConnectionInfo;

import java.util.function.Function;

/**
 * What all connections of a listener share.
 *
 * @param describe tells what is known about a channel, on its loop
 */
record HttpService(
        Mounts mounts,
        HttpCounters counters,
        BodyBudget budget,
        HttpLimits limits,
        Function<Channel, ConnectionInfo> describe) {}

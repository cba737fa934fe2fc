package io.patchbay.core.meta;

import io.patchbay.core.registry.Registry;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What is asked in the same way of registrations and of subscriptions. */
final class Entries<E> {
    private static final MatchPolicy[] POLICIES = MatchPolicy.values();

    private final Registry<E> registry;
    private final ToLongFunction<E> id;
    private final Function<E, MatchPolicy> match;
    private final String noun;
    private final Uri noSuchEntry;

    /**
     * @param noun what an entry is called
     * @param noSuchEntry the error where there is none
     */
    Entries(
            Registry<E> registry,
            ToLongFunction<E> id,
            Function<E, MatchPolicy> match,
            String noun,
            Uri noSuchEntry) {
        this.registry = registry;
        this.id = id;
        this.match = match;
        this.noun = noun;
        this.noSuchEntry = noSuchEntry;
    }

    /** The ids of all, by match policy. */
    void list(MetaCall call) {
        List<List<Long>> lists = new ArrayList<>();
        for (int i = 0; i < POLICIES.length; i++) {
            lists.add(new ArrayList<>());
        }
        Page page = Page.of(call);
        page.forEach(
                call.caller(),
                registry.from(page.first()),
                entry -> true,
                entry -> lists.get(match.apply(entry).ordinal()).add(id.applyAsLong(entry)),
                () -> call.answer(byName(lists)));
    }

    private static Map<String, Object> byName(List<List<Long>> lists) {
        var byName = new LinkedHashMap<String, Object>();
        for (MatchPolicy policy : POLICIES) {
            byName.put(policy.wireName(), lists.get(policy.ordinal()));
        }
        return byName;
    }

    /** The id of the one under exactly that URI and the policy in the options, or null. */
    void lookup(MetaCall call) {
        E found = registry.find(policy(call), Uri.of(call.string(0, "uri")));
        call.answerWith(found == null ? null : id.applyAsLong(found));
    }

    private static MatchPolicy policy(MetaCall call) {
        if (call.get(1) == null) {
            return MatchPolicy.EXACT;
        }
        var options = new LinkedHashMap<String, Object>();
        call.dict(1, "options").forEach((key, value) -> options.put(String.valueOf(key), value));
        return MatchPolicy.of(Dict.of(options));
    }

    /** The entry that is meant; if there is none, the call has been answered. */
    @Nullable E find(MetaCall call) {
        long wanted = call.id(0, noun);
        E found = registry.get(wanted);
        if (found == null) {
            call.refuse(noSuchEntry, "there is no " + noun + " " + wanted);
        }
        return found;
    }
}

package io.patchbay.security.operation;

import io.patchbay.security.record.Cidr;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.Names;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.SourceRecord;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** From where and how the users of a realm may come. Any thread. */
public final class SourceOperations {
    private final Operations operations;

    public SourceOperations(Operations operations) {
        this.operations = operations;
    }

    public CompletionStage<List<Map<String, Object>>> add(Uri realm, Map<String, Object> data) {
        return operations.submit(
                (draft, happenings) -> {
                    var unknown = new ArrayList<JsonCursor>();
                    List<SourceRecord> sources =
                            Operations.reader(draft, unknown)
                                    .sources(Operations.realm(draft, realm), Operations.data(data));
                    Operations.refuse(unknown);
                    for (SourceRecord source : sources) {
                        draft.put(RecordId.source(realm, source), source.json());
                        happenings.add(happening(realm, "added", source));
                    }
                    return sources.stream().map(SourceRecord::json).toList();
                });
    }

    /** Removes the sources of these users with that range, whatever their method. */
    public CompletionStage<Void> remove(Uri realm, Collection<String> usernames, String cidr) {
        return operations.perform(
                (draft, happenings) -> {
                    Cidr range = range(cidr);
                    List<SourceRecord> gone =
                            all(draft, realm)
                                    .filter(source -> source.cidr().equals(range))
                                    .filter(source -> isAmong(source, usernames))
                                    .toList();
                    if (gone.isEmpty()) {
                        throw none(usernames, cidr);
                    }
                    for (SourceRecord source : gone) {
                        draft.remove(RecordId.source(realm, source));
                        happenings.add(happening(realm, "deleted", source));
                    }
                });
    }

    private static Cidr range(String cidr) {
        try {
            return Cidr.parse(cidr);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    Refusal.INVALID_VALUE,
                    "cidr is \"%s\", expected an address range".formatted(cidr),
                    "cidr");
        }
    }

    private static boolean isAmong(SourceRecord source, Collection<String> usernames) {
        return usernames.stream().map(Names::fold).anyMatch(source.username()::equals);
    }

    /** The sources of these users with that range. */
    public List<Map<String, Object>> get(Uri realm, Collection<String> usernames, String cidr) {
        Cidr range = range(cidr);
        List<Map<String, Object>> found =
                all(operations.records(), realm)
                        .filter(source -> source.cidr().equals(range))
                        .filter(source -> isAmong(source, usernames))
                        .map(SourceRecord::json)
                        .toList();
        if (found.isEmpty()) {
            throw none(usernames, cidr);
        }
        return found;
    }

    private static Refusal none(Collection<String> usernames, String cidr) {
        return new Refusal(
                Refusal.NOT_FOUND, "there is no source of " + usernames + " with '" + cidr + "'");
    }

    public List<Map<String, Object>> list(Uri realm) {
        return all(operations.records(), realm).map(SourceRecord::json).toList();
    }

    /**
     * The sources by which a user may come, those with the smallest ranges first.
     *
     * @param address from where; null for anywhere
     */
    public List<Map<String, Object>> match(
            Uri realm, String username, @Nullable InetAddress address) {
        String name = Names.fold(username);
        return all(operations.records(), realm)
                .filter(
                        source ->
                                source.username().equals(name)
                                        || (source.username().equals(Names.ALL)
                                                && !name.equals(Names.ANONYMOUS)))
                .filter(source -> address == null || source.cidr().contains(address))
                .sorted(Comparator.comparingInt(source -> -source.cidr().bits()))
                .map(SourceRecord::json)
                .toList();
    }

    private static Stream<SourceRecord> all(RecordView records, Uri realm) {
        Operations.realm(records, realm);
        var all = new ArrayList<SourceRecord>();
        records.forEach(
                RecordId.SOURCES,
                RecordId.prefix(realm),
                (id, value) ->
                        RecordView.read(id, value, SourceRecord::readStored).ifPresent(all::add));
        return all.stream();
    }

    private static Happening happening(Uri realm, String what, SourceRecord source) {
        return new Happening(
                realm, "bondy.source." + what, List.of(realm.toString(), source.username()));
    }
}

package io.patchbay.security.operation;

import io.patchbay.security.record.Draft;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.Names;
import io.patchbay.security.record.RealmReader;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.SourceRecord;
import io.patchbay.wamp.Uri;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Makes realms because clients want to come into them. Any thread. */
public final class RealmRequests {
    private static final String MARK = "requested/";

    private final Operations operations;

    public RealmRequests(Operations operations) {
        this.operations = operations;
    }

    /**
     * Makes a realm, unless it is there.
     *
     * @param prototype what it is like
     * @param most how many there may be that were made so
     * @return whether it was made
     */
    public CompletionStage<Boolean> make(Uri uri, Optional<Uri> prototype, int most) {
        return operations.submit(
                (draft, happenings) -> {
                    if (draft.realm(uri).isPresent()) {
                        return false;
                    }
                    if (made(draft) >= most) {
                        throw new Refusal(
                                Refusal.TOO_MANY_REQUESTS,
                                "there are %d realms that clients asked for".formatted(most));
                    }
                    draft.put(RecordId.realm(uri), read(draft, uri, prototype).json());
                    prototype.ifPresent(like -> copySources(draft, like, uri));
                    draft.put(mark(uri), new byte[] {'1'});
                    happenings.add(RealmOperations.happening("created", uri));
                    return true;
                });
    }

    private static RecordId mark(Uri uri) {
        return RecordId.own(MARK + uri);
    }

    /** How many there are; those that were deleted do not count any more. */
    private static int made(Draft draft) {
        var gone = new ArrayList<RecordId>();
        var count = new int[1];
        draft.forEach(
                RecordId.OWN,
                MARK,
                (id, value) -> {
                    Uri realm = Uri.of(id.key().substring(MARK.length()));
                    if (draft.bytes(RecordId.realm(realm)).isPresent()) {
                        count[0]++;
                    } else {
                        gone.add(id);
                    }
                });
        gone.forEach(draft::remove);
        return count[0];
    }

    private static RealmRecord read(Draft draft, Uri uri, Optional<Uri> prototype)
            throws InvalidRecord {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("uri", uri.toString());
        prototype.ifPresent(like -> data.put("prototype_uri", like.toString()));
        return new RealmReader(draft, unknown -> {})
                .read(List.of(Operations.data(data)))
                .get(0)
                .realm();
    }

    /** Those for anonymous clients: a realm does not inherit them. */
    private static void copySources(Draft draft, Uri from, Uri to) {
        var sources = new ArrayList<SourceRecord>();
        draft.forEach(
                RecordId.SOURCES,
                RecordId.prefix(from),
                (id, value) ->
                        RecordView.read(id, value, SourceRecord::readStored)
                                .filter(source -> source.username().equals(Names.ANONYMOUS))
                                .ifPresent(sources::add));
        for (SourceRecord source : sources) {
            draft.put(RecordId.source(to, source), source.json());
        }
    }
}

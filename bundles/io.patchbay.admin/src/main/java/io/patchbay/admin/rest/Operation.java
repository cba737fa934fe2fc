package io.patchbay.admin.rest;

import io.patchbay.admin.rest.Input.AsId;
import io.patchbay.admin.rest.Input.AsList;
import io.patchbay.admin.rest.Input.Body;
import io.patchbay.admin.rest.Input.InPath;
import io.patchbay.admin.rest.Input.InQuery;
import io.patchbay.admin.rest.Input.Member;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a method on a path means: the call of a procedure. Immutable.
 *
 * @param method of HTTP
 * @param summary what it does, for people
 * @param inputs where the positional arguments are taken from
 * @param keywords the query parameters that become keyword arguments, with their JSON types
 * @param schema what the body looks like; null if there is none
 * @param status of an answer that says something
 */
record Operation(
        String method,
        PathTemplate path,
        String procedure,
        String summary,
        List<Input> inputs,
        Map<String, String> keywords,
        @Nullable String schema,
        int status) {

    /** An operation whose first arguments are the names in its path. */
    static Operation of(String method, String path, String procedure, String summary) {
        var template = new PathTemplate(path);
        List<Input> inputs = template.names().stream().<Input>map(InPath::new).toList();
        return new Operation(method, template, procedure, summary, inputs, Map.of(), null, 200);
    }

    /** The same, with the whole body as an argument. */
    Operation body(String schemaName) {
        return with(new Body()).schema(schemaName);
    }

    /** With a member of the body as an argument. */
    Operation member(String... names) {
        return with(new Member(List.of(names), true));
    }

    /** With a member of the body as an argument, if it is there. */
    Operation optionalMember(String... names) {
        return with(new Member(List.of(names), false));
    }

    /** With a parameter of the query as an argument. */
    Operation query(String name) {
        return with(new InQuery(name));
    }

    /** With an object of which a parameter of the query is the only member. */
    Operation queryObject(String name) {
        return with(new Input.QueryObject(name));
    }

    /** The parameters of the query that there are. */
    List<String> parameters() {
        var names = new ArrayList<String>();
        for (Input input : inputs) {
            if (input instanceof InQuery(String name)) {
                names.add(name);
            } else if (input instanceof Input.QueryObject(String name)) {
                names.add(name);
            }
        }
        names.addAll(keywords.keySet());
        return names;
    }

    /** With the last name of the path as a list. */
    Operation lastAsList() {
        return withLast(new AsList(path.names().getLast()));
    }

    /** With the last name of the path as an id. */
    Operation lastAsId() {
        return withLast(new AsId(path.names().getLast()));
    }

    boolean isId(String name) {
        return inputs.contains(new AsId(name));
    }

    private Operation withLast(Input input) {
        var changed = new ArrayList<>(inputs);
        changed.set(changed.size() - 1, input);
        return new Operation(method, path, procedure, summary, changed, keywords, schema, status);
    }

    /** With a parameter of the query as a keyword argument of that JSON type. */
    Operation keyword(String name, String type) {
        var more = new TreeMap<>(keywords);
        more.put(name, type);
        return new Operation(method, path, procedure, summary, inputs, more, schema, status);
    }

    /** With those by which a part of a list is asked for. */
    Operation inParts(String typeOfAfter) {
        return keyword("limit", "integer").keyword("after", typeOfAfter);
    }

    Operation schema(String name) {
        return new Operation(method, path, procedure, summary, inputs, keywords, name, status);
    }

    Operation created() {
        return new Operation(method, path, procedure, summary, inputs, keywords, schema, 201);
    }

    private Operation with(Input input) {
        var more = new ArrayList<>(inputs);
        more.add(input);
        return new Operation(method, path, procedure, summary, more, keywords, schema, status);
    }
}

package io.patchbay.admin.rest;

import io.patchbay.admin.rest.Input.AsList;
import io.patchbay.admin.rest.Input.Body;
import io.patchbay.admin.rest.Input.InPath;
import io.patchbay.admin.rest.Input.InQuery;
import io.patchbay.admin.rest.Input.Member;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What a method on a path means: the call of a procedure. Immutable.
 *
 * @param method of HTTP
 * @param summary what it does, for people
 * @param inputs where the positional arguments are taken from
 * @param flag a query parameter that becomes a keyword argument; null for none
 * @param schema what the body looks like; null if there is none
 * @param status of an answer that says something
 */
record Operation(
        String method,
        PathTemplate path,
        String procedure,
        String summary,
        List<Input> inputs,
        @Nullable String flag,
        @Nullable String schema,
        int status) {

    /** An operation whose first arguments are the names in its path. */
    static Operation of(String method, String path, String procedure, String summary) {
        var template = new PathTemplate(path);
        List<Input> inputs = template.names().stream().<Input>map(InPath::new).toList();
        return new Operation(method, template, procedure, summary, inputs, null, null, 200);
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
        if (flag != null) {
            names.add(flag);
        }
        return names;
    }

    /** With the last name of the path as a list. */
    Operation lastAsList() {
        var changed = new ArrayList<>(inputs);
        changed.set(changed.size() - 1, new AsList(path.names().getLast()));
        return new Operation(method, path, procedure, summary, changed, flag, schema, status);
    }

    Operation flag(String name) {
        return new Operation(method, path, procedure, summary, inputs, name, schema, status);
    }

    Operation schema(String name) {
        return new Operation(method, path, procedure, summary, inputs, flag, name, status);
    }

    Operation created() {
        return new Operation(method, path, procedure, summary, inputs, flag, schema, 201);
    }

    private Operation with(Input input) {
        var more = new ArrayList<>(inputs);
        more.add(input);
        return new Operation(method, path, procedure, summary, more, flag, schema, status);
    }
}

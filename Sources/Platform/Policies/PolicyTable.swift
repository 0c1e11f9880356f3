import Kernel
import Store

/// The table of a product's dated policies, which a feature of the product adds.
package enum PolicyTable {
    package static let impersonal = ImpersonalTable(
        "policy",
        "numbers of the business; set_by is an administrator's identity"
    )

    // swift-format-ignore
    package static func migration(_ id: String) -> Migration {
        Migration(
            id: id,
            """
            CREATE TABLE policy (
                id {id} PRIMARY KEY,
                key {text} NOT NULL,
                value {json} NOT NULL,
                effective_from {date} NOT NULL,
                set_by {id} NOT NULL REFERENCES account (id),
                reason {text} NOT NULL,
                created_at {instant} NOT NULL
            ) {strict};
            CREATE INDEX policy_key ON policy (key, effective_from);
            --pg
            CREATE FUNCTION policy_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'settings of policies are append-only' USING ERRCODE = 'check_violation'; END $$;
            CREATE TRIGGER policy_append_only BEFORE UPDATE OR DELETE ON policy
                FOR EACH ROW EXECUTE FUNCTION policy_is_append_only();
            --sqlite
            CREATE TRIGGER policy_no_update BEFORE UPDATE ON policy
                BEGIN SELECT RAISE(ABORT, 'settings of policies are append-only'); END;
            CREATE TRIGGER policy_no_delete BEFORE DELETE ON policy
                BEGIN SELECT RAISE(ABORT, 'settings of policies are append-only'); END;
            --all
            """
        )
    }
}

import Store

extension Organization {
    static let migrations = [
        Migration(
            id: "platform/organizations-001",
            """
            CREATE TABLE organization (
                id {id} PRIMARY KEY,
                name {text} NOT NULL,
                search_text {text} NOT NULL,
                search_old {int},
                zone {text} NOT NULL,
                sites {json} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('draft', 'active', 'suspended', 'closing', 'closed')),
                closes_at {instant},
                warned_at {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK ((state = 'closing') = (closes_at IS NOT NULL))
            ) {strict};
            CREATE INDEX organization_created_at ON organization (created_at, id);
            CREATE INDEX organization_closes_at ON organization (closes_at) WHERE closes_at IS NOT NULL;
            CREATE INDEX organization_search_old ON organization (id) WHERE search_old = 1;
            CREATE TABLE department (
                id {id} PRIMARY KEY,
                organization_id {id} NOT NULL REFERENCES organization (id),
                parent_id {id} REFERENCES department (id),
                name {text} NOT NULL,
                depth {int} NOT NULL CHECK (depth BETWEEN 1 AND 3),
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                deleted_at {instant},
                version {int} NOT NULL,
                CHECK ((depth = 1) = (parent_id IS NULL))
            ) {strict};
            CREATE INDEX department_organization ON department (organization_id, created_at, id);
            CREATE TABLE department_placement (
                department_id {id} NOT NULL REFERENCES department (id),
                parent_id {id},
                since {instant} NOT NULL,
                PRIMARY KEY (department_id, since)
            ) {strict};
            CREATE TABLE membership (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id),
                organization_id {id} NOT NULL REFERENCES organization (id),
                department_id {id} REFERENCES department (id),
                site {text},
                state {text} NOT NULL CHECK (state IN ('active', 'suspended', 'left')),
                invited_email {text} NOT NULL,
                joined_at {instant} NOT NULL,
                left_at {instant},
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK ((state = 'left') = (left_at IS NOT NULL))
            ) {strict};
            CREATE UNIQUE INDEX membership_open ON membership (account_id) WHERE state <> 'left';
            CREATE INDEX membership_account ON membership (account_id);
            CREATE INDEX membership_organization ON membership (organization_id, state, joined_at, id);
            CREATE INDEX membership_department ON membership (department_id) WHERE state <> 'left';
            CREATE TABLE membership_placement (
                id {id} PRIMARY KEY,
                membership_id {id} NOT NULL REFERENCES membership (id) ON DELETE CASCADE,
                department_id {id},
                site {text},
                state {text} NOT NULL,
                role {text} NOT NULL,
                since {instant} NOT NULL,
                UNIQUE (membership_id, since)
            ) {strict};
            CREATE TABLE organization_subscription (
                id {id} PRIMARY KEY,
                organization_id {id} NOT NULL UNIQUE REFERENCES organization (id),
                plan {text} NOT NULL,
                seats {int} NOT NULL CHECK (seats BETWEEN 1 AND 100000),
                state {text} NOT NULL CHECK (state IN ('trialing', 'active', 'past_due', 'suspended', 'cancelled')),
                period_end {instant} NOT NULL,
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL
            ) {strict};
            CREATE INDEX organization_subscription_due ON organization_subscription (state, period_end);
            CREATE TABLE organization_invitation (
                id {id} PRIMARY KEY,
                organization_id {id} NOT NULL REFERENCES organization (id),
                email {text} NOT NULL,
                role {text} NOT NULL,
                department_id {id} REFERENCES department (id),
                site {text},
                locale {text} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('open', 'accepted', 'revoked', 'expired')),
                hash {bytes} NOT NULL UNIQUE,
                invited_by {id},
                account_id {id},
                created_at {instant} NOT NULL,
                sent_at {instant} NOT NULL,
                expires_at {instant} NOT NULL,
                ended_at {instant},
                version {int} NOT NULL
            ) {strict};
            CREATE UNIQUE INDEX organization_invitation_open ON organization_invitation (organization_id, email)
                WHERE state = 'open';
            CREATE INDEX organization_invitation_list ON organization_invitation (organization_id, created_at, id);
            CREATE INDEX organization_invitation_email ON organization_invitation (email);
            CREATE INDEX organization_invitation_account ON organization_invitation (account_id)
                WHERE account_id IS NOT NULL;
            CREATE INDEX organization_invitation_due ON organization_invitation (expires_at) WHERE state = 'open';
            CREATE INDEX organization_invitation_department ON organization_invitation (department_id)
                WHERE state = 'open';
            """
        )
    ]
}

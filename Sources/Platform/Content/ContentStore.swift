import Kernel
import Store

extension ContentItem {
    static func find(_ id: ID<ContentItem>, _ sort: Sort, _ tx: borrowing Tx) throws -> ContentItem {
        try tx.one("SELECT \(columns) FROM content_item c WHERE c.id = \(id) AND c.kind = \(sort)")
    }

    /// Selects the content that the public sees now, by a further condition.
    static func visible(_ condition: SQL, at now: Instant) -> SQL {
        """
        SELECT \(columns) FROM content_item c
         WHERE c.status = 'published' AND c.publish_at <= \(now) AND (\(condition))
        """
    }

    static func list(
        _ sort: Sort,
        in status: Status?,
        _ page: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<ContentItem> {
        let conditions: [SQL] = ["c.kind = \(sort)"] + (status.map { ["c.status = \($0)"] } ?? [])
        let sql: SQL = "SELECT \(columns) FROM content_item c WHERE \(SQL.all(conditions))"
        return try tx.page(page, sql, order: sort.order)
    }

    static func create(_ form: some ContentForm, by call: Call, _ tx: borrowing Tx) throws -> ContentItem {
        let texts = try Translations(form.texts, of: call.site.product.languages)
        let (id, place) = (tx.newID(of: ContentItem.self), form.place)
        let inserted = try tx.execute(
            """
            INSERT INTO content_item (id, kind, slug, category, position, on_date, format, texts, status, created_at,
                                      updated_at, version)
            VALUES (\(id), \(place.sort), \(place.slug), \(place.category), \(place.position), \(place.date),
                    \(form.format ?? .markdown), \(json: texts), \(Status.draft), \(tx.now), \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.slugTaken) }
        try keepRevision(of: id, by: call.actor, tx)
        try Audit.record(ContentAction.create, of: kind, id.cast(), by: call.actor, tx)
        return try find(id, place.sort, tx)
    }

    /// Replaces the texts and the place; throws ``Problem/Code/stale`` when somebody else changed the item first.
    func replaced(by form: some ContentForm, as call: Call, _ tx: borrowing Tx) throws -> ContentItem {
        var next = self
        next.place = form.place
        next.format = form.format ?? .markdown
        next.texts = try Translations(form.texts, of: call.site.product.languages)
        if next.slug != slug {
            try requireNoPolicy(at: call.site)
            let isTaken = try tx.exists(
                "SELECT 1 FROM content_item WHERE slug = \(next.slug) AND id <> \(id)"
            )
            guard !isTaken else { throw Problem(.slugTaken) }
        }
        try next.write(status: status, tx)
        try Self.keepRevision(of: id, by: call.actor, tx)
        try Audit.record(ContentAction.update, of: Self.kind, id.cast(), by: call.actor, tx)
        return try Self.find(id, place.sort, tx)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> ContentItem {
        try write(status: status, tx)
        return try Self.find(id, place.sort, tx)
    }

    private func write(status: Status, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE content_item
               SET slug = \(slug), category = \(place.category), position = \(place.position), on_date = \(place.date),
                   format = \(format), texts = \(json: texts), status = \(status), publish_at = \(publishAt),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
    }

    /// Deletes an item that was never public; others are evidence of what was published.
    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        guard publishAt == nil else { throw Problem(.contentWasPublic) }
        try tx.changeOne("DELETE FROM content_item WHERE id = \(id) AND version = \(version)")
        try tx.execute("DELETE FROM history WHERE subject_kind = \(Self.kind) AND subject_id = \(id)")
        try Audit.record(ContentAction.delete, of: Self.kind, id.cast(), by: actor, tx)
    }
}

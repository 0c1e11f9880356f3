import Kernel
import Store
import Web

extension ContentAdmin {
    static func publish(
        _ call: Call,
        id: ID<ContentItem>,
        match: IfMatch?,
        body: Publication?
    ) async throws -> Versioned<ContentItemView> {
        try await move(call, id, match, by: .publish) { item, now in
            item.publishAt = body?.publishAt ?? now
        }
    }

    static func unpublish(
        _ call: Call,
        id: ID<ContentItem>,
        match: IfMatch?
    ) async throws -> Versioned<ContentItemView> {
        try await move(call, id, match, by: .unpublish) { item, _ in try item.requireNoPolicy(at: call.site) }
    }

    static func archive(
        _ call: Call,
        id: ID<ContentItem>,
        match: IfMatch?
    ) async throws -> Versioned<ContentItemView> {
        try await move(call, id, match, by: .archive) { item, _ in try item.requireNoPolicy(at: call.site) }
    }

    static func restore(
        _ call: Call,
        id: ID<ContentItem>,
        match: IfMatch?
    ) async throws -> Versioned<ContentItemView> {
        try await move(call, id, match, by: .restore) { _, _ in }
    }

    private static func move(
        _ call: Call,
        _ id: ID<ContentItem>,
        _ match: IfMatch?,
        by event: ContentItem.Event,
        preparing prepare: @escaping @Sendable (inout ContentItem, Instant) throws -> Void
    ) async throws -> Versioned<ContentItemView> {
        let item = try await call.db.write { tx in
            var item = try ContentItem.find(id, Form.sort, tx)
            try match?.check(item.version)
            try prepare(&item, tx.now)
            let moved = try item.advanced(by: event, as: call, tx)
            try ContentItem.keepRevision(of: id, by: call.actor, tx)
            return moved
        }
        return Versioned(ContentItemView(item), version: item.version)
    }
}

import Kernel
import Store
import Web

/// One sort of content as those see it who write it.
enum ContentAdmin<Form: ContentForm> {
    // swift-format-ignore
    static var routes: [Route] {
        let (base, noun) = ("/admin/cms/\(Form.path)", Form.noun)
        return [
            Get   (base,                     list,      .contentManage, "Every \(noun), drafts and archived ones among them"),
            Post  (base,                     create,    .contentManage, "Write a \(noun), as a draft").idempotent.refuses(.slugTaken),
            Get   ("\(base)/{id}",           show,      .contentManage, "One \(noun) in all its languages"),
            Put   ("\(base)/{id}",           replace,   .contentManage, "Write it anew; what is public changes at once").refuses(.stale, .slugTaken, .contentIsPolicy),
            Delete("\(base)/{id}",           remove,    .contentManage, "Delete a \(noun) that was never public").refuses(.stale, .contentWasPublic),
            Post  ("\(base)/{id}/publish",   publish,   .contentManage, "Show it to the public, now or from a moment on").refuses(.illegalTransition, .stale),
            Post  ("\(base)/{id}/unpublish", unpublish, .contentManage, "Take it back into drafts").refuses(.illegalTransition, .stale, .contentIsPolicy),
            Post  ("\(base)/{id}/archive",   archive,   .contentManage, "Put it away").refuses(.illegalTransition, .stale, .contentIsPolicy),
            Post  ("\(base)/{id}/restore",   restore,   .contentManage, "Take it out of the archive, as a draft").refuses(.illegalTransition, .stale),
            Get   ("\(base)/{id}/revisions", revisions, .contentManage, "How it read after each change, newest first"),
        ]
    }

    static func list(
        _ call: Call,
        filter: ContentFilter,
        page: PageRequest
    ) async throws -> Page<ContentItemView> {
        try await call.db.read { tx in
            try ContentItem.list(Form.sort, in: filter.status, page, tx).map(ContentItemView.init)
        }
    }

    static func create(_ call: Call, body: Form) async throws -> Created<ContentItemView> {
        let item = try await call.db.write { tx in try ContentItem.create(body, by: call, tx) }
        let path = "/admin/cms/\(Form.path)/\(item.id)"
        return Created(ContentItemView(item), at: path, version: item.version)
    }

    static func show(_ call: Call, id: ID<ContentItem>) async throws -> Versioned<ContentItemView> {
        let item = try await call.db.read { tx in try ContentItem.find(id, Form.sort, tx) }
        return Versioned(ContentItemView(item), version: item.version)
    }

    static func replace(
        _ call: Call,
        id: ID<ContentItem>,
        match: IfMatch?,
        body: Form
    ) async throws -> Versioned<ContentItemView> {
        let item = try await call.db.write { tx in
            let item = try ContentItem.find(id, Form.sort, tx)
            try match?.check(item.version)
            return try item.replaced(by: body, as: call, tx)
        }
        return Versioned(ContentItemView(item), version: item.version)
    }

    static func remove(_ call: Call, id: ID<ContentItem>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let item = try ContentItem.find(id, Form.sort, tx)
            try match?.check(item.version)
            try item.delete(by: call.actor, tx)
        }
        return NoContent()
    }

    static func revisions(
        _ call: Call,
        id: ID<ContentItem>,
        page: PageRequest
    ) async throws -> Page<ContentRevision> {
        try await call.db.read { tx in
            let item = try ContentItem.find(id, Form.sort, tx)
            return try ContentRevision.list(of: item.id, page, tx)
        }
    }
}

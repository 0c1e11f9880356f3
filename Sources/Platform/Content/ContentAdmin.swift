import Kernel
import Store
import Web

/// The operations of the editors on one sort of content.
enum ContentAdmin<Form: ContentForm> {
    // swift-format-ignore
    static var routes: [Route] {
        let (base, noun) = ("/admin/cms/\(Form.path)", Form.noun)
        return [
            Get   (base,                     list,      .contentManage, "List all \(noun)s", details: "Drafts and archived ones included."),
            Post  (base,                     create,    .contentManage, "Create a \(noun)", details: "As a draft.").idempotent.refuses(.slugTaken),
            Get   ("\(base)/{id}",           show,      .contentManage, "Get a \(noun)", details: "In all its languages."),
            Put   ("\(base)/{id}",           replace,   .contentManage, "Replace a \(noun)", details: "When it is published, the public sees the change at once.").refuses(.stale, .slugTaken, .contentIsPolicy),
            Delete("\(base)/{id}",           remove,    .contentManage, "Delete a \(noun)", details: "Only one that was never public; others are archived.").refuses(.stale, .contentWasPublic),
            Post  ("\(base)/{id}/publish",   publish,   .contentManage, "Publish a \(noun)", details: "Now, or from the moment in the body on.").refuses(.illegalTransition, .stale),
            Post  ("\(base)/{id}/unpublish", unpublish, .contentManage, "Unpublish a \(noun)", details: "Makes it a draft again.").refuses(.illegalTransition, .stale, .contentIsPolicy),
            Post  ("\(base)/{id}/archive",   archive,   .contentManage, "Archive a \(noun)").refuses(.illegalTransition, .stale, .contentIsPolicy),
            Post  ("\(base)/{id}/restore",   restore,   .contentManage, "Restore a \(noun)", details: "Takes it out of the archive, as a draft.").refuses(.illegalTransition, .stale),
            Get   ("\(base)/{id}/revisions", revisions, .contentManage, "List a \(noun)'s revisions", details: "The content after each change, newest first."),
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

import Kernel
import Store
import Web

/// The operations of the editors on one sort of content.
enum ContentAdmin<Form: ContentForm> {
    // swift-format-ignore
    static var routes: [Route] {
        let (base, noun) = ("/admin/cms/\(Form.path)", Form.noun)
        return [
            Get   (base,                     list,      .contentManage, "List all \(noun)s", details: "Includes drafts and archived content."),
            Post  (base,                     create,    .contentManage, "Create a \(noun)", details: "The content begins as a draft.").idempotent.refuses(.slugTaken),
            Get   ("\(base)/{id}",           show,      .contentManage, "Get a \(noun)", details: "Contains the texts in all languages."),
            Put   ("\(base)/{id}",           replace,   .contentManage, "Replace a \(noun)", details: "A change of published content is public at once.").refuses(.stale, .slugTaken, .contentIsPolicy),
            Delete("\(base)/{id}",           remove,    .contentManage, "Delete a \(noun)", details: "Refused once the content has been published, also for a later time: archive it instead.").refuses(.stale, .contentWasPublic),
            Post  ("\(base)/{id}/publish",   publish,   .contentManage, "Publish a \(noun)", details: "Takes effect at once, or at the time in the body.").refuses(.illegalTransition, .stale),
            Post  ("\(base)/{id}/unpublish", unpublish, .contentManage, "Unpublish a \(noun)", details: "The content becomes a draft again.").refuses(.illegalTransition, .stale, .contentIsPolicy),
            Post  ("\(base)/{id}/archive",   archive,   .contentManage, "Archive a \(noun)").refuses(.illegalTransition, .stale, .contentIsPolicy),
            Post  ("\(base)/{id}/restore",   restore,   .contentManage, "Restore a \(noun)", details: "The content leaves the archive and becomes a draft.").refuses(.illegalTransition, .stale),
            Get   ("\(base)/{id}/revisions", revisions, .contentManage, "List a \(noun)'s revisions", details: "Lists the content after each change, newest first."),
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
            let revisions = try ContentRevision.list(of: item.id, page, tx)
            let people = try call.names(of: revisions.data.map(\.savedBy), tx)
            return revisions.map { $0.naming(people) }
        }
    }
}

import Kernel
import Platform
import Store
import Web

/// The documents of providers, and their review by local managers, who name the version that they have seen.
enum DocumentRoutes {
    static let routes = rows.tagged("Providers") + managerRows.tagged("Local managers")

    /// The file with the form around it.
    private static let maximumBytes = ProviderDocument.rules.maxBytes + (1 << 20)

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                         handler  needs
        Get ("/providers/{id}/documents", list,    .providerRecord, "List a provider's documents", details: "The newest first, with links to the files that have passed the virus scan.")
        Post("/providers/{id}/documents", add,     .providerSupply, "Send a provider's document", details: "As a multipart form. The previous one of the same kind stays valid until this one is approved; one that still waits is replaced. Only the provider sends them.").upTo(bytes: maximumBytes).within(.minutes(15)).refuses(.tooMany, .fileMismatch, .fileEmpty, .fileDamaged, .fileAmbiguous, .fileActive, .tooLarge, .unsupportedMediaType)
    }

    // swift-format-ignore
    @RouteTable private static var managerRows: [Route] {
        //   path                                        handler needs
        Put ("/lsm/providers/{id}/documents/{document}", decide, .providerVerify, "Review a provider's document", details: "The reviewer names the version that they have seen, in `version` or `If-Match`. An approval replaces the document of the same kind that was valid until now, and lets a provider work again whose document had expired.").refuses(.illegalTransition, .fileQuarantined, .fileInfected, .documentExpired, .interested, .stale, .preconditionRequired)
    }

    static func list(_ call: Call, id: ID<Provider>) async throws -> Listing<ProviderDocumentView> {
        try await call.db.read { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            let documents = try ProviderDocument.list(of: provider.id, tx)
            return Listing(try documents.map { try ProviderDocumentView($0, for: call, tx) })
        }
    }

    static func add(
        _ call: Call,
        id: ID<Provider>,
        form: FileForm<NewProviderDocument>
    ) async throws -> Created<ProviderDocumentView> {
        let (new, file) = try await form.received(call, widest: ProviderDocument.rules) { new in
            try await call.db.read { tx in
                let provider = try Provider.find(id, within: call.scope, tx)
                try new.check(for: provider, tx)
                try ProviderDocument.demandRoom(for: provider, tx)
            }
            return ProviderDocument.rules
        }
        return try await call.site.keeping(file) { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            try Quota.documentsADay.consume(as: call, tx)
            let document = try ProviderDocument.add(file, as: new, of: provider, by: call, tx)
            try provider.notifyManagers(.documentSent, ["document": document.docKind.rawValue], tx)
            return Created(
                try ProviderDocumentView(document, for: call, tx),
                at: "/providers/\(id)/documents",
                version: document.version
            )
        }
    }

    static func decide(
        _ call: Call,
        id: ID<Provider>,
        document: ID<ProviderDocument>,
        match: IfMatch?,
        body: DocumentDecision
    ) async throws -> Versioned<ProviderDocumentView> {
        try await call.db.write { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            try provider.demandStranger(call)
            let seen = try ProviderDocument.find(document, of: provider.id, tx)
            try VersionSeen(match: match, version: body.version).check(seen.version)
            let decided = try body.applied(to: seen, as: call, tx)
            try decided.announce(to: provider, by: call.actor, tx)
            return Versioned(try ProviderDocumentView(decided, for: call, tx), version: decided.version)
        }
    }
}

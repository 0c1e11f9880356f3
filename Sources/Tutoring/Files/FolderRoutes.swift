import Kernel
import Platform
import Store
import Web

/// The folders of people.
enum FolderRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path            handler  needs
        Get   ("/folders",    list,    .fileUse, "List the folders", details: "The caller's own and the shared ones, newest first.")
        Post  ("/folders",    make,    .fileUse, "Make a folder", details: "Eight folders deep at most. In a folder of somebody else it is that person's.").idempotent.refuses(.notFound, .folderTooDeep, .folderNameTaken)
        Patch ("/folders/{id}", change, .fileUse, "Rename or move a folder", details: "With the right to edit, within the tree of its owner.").refuses(.folderCycle, .folderTooDeep, .folderNameTaken, .stale)
        Delete("/folders/{id}", delete, .fileUse, "Delete an empty folder", details: "By its owner.").refuses(.folderNotEmpty, .stale)
    }

    static func list(
        _ call: Call,
        filter: FolderFilter,
        page: PageRequest
    ) async throws -> Page<FolderView> {
        let me = try call.account
        return try await call.db.read { tx in
            let reach = FileReach(of: me, at: tx.now)
            let found = try FileFolder.list(page, in: filter.parentId, for: reach, tx)
            return Page(try FolderView.all(found.data, for: me, tx), next: found.next, total: found.total)
        }
    }

    static func make(_ call: Call, body: NewFolder) async throws -> Created<FolderView> {
        let me = try call.account
        return try await call.db.write { tx in
            let around = try body.parentId.map {
                try FileFolder.find($0, .edit, for: FileReach(of: me, at: tx.now), tx)
            }
            try Quota.folders.consume(by: around?.owner ?? me, as: call, tx)
            let folder = try FileFolder.make(body.name, in: body.parentId, by: me, tx)
            let view = try folder.view(for: me, tx)
            return Created(view.value, at: "/folders/\(folder.id)", version: folder.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<FileFolder>,
        match: IfMatch?,
        body: FolderChanges
    ) async throws -> Versioned<FolderView> {
        let me = try call.account
        return try await call.db.write { tx in
            let reach = FileReach(of: me, at: tx.now)
            let folder = try FileFolder.find(id, .edit, for: reach, tx)
            try match?.check(folder.version)
            let changes = FileFolder.Changes(name: body.name, parent: body.parentId)
            return try folder.changed(by: changes, for: reach, tx).view(for: me, tx)
        }
    }

    static func delete(_ call: Call, id: ID<FileFolder>, match: IfMatch?) async throws -> NoContent {
        let me = try call.account
        return try await call.db.write { tx in
            let folder = try FileFolder.find(id, .own, for: FileReach(of: me, at: tx.now), tx)
            try match?.check(folder.version)
            try folder.delete(tx)
            return NoContent()
        }
    }
}

extension FileFolder {
    func view(for me: ID<Account>, _ tx: borrowing Tx) throws -> Versioned<FolderView> {
        guard let view = try FolderView.all([self], for: me, tx).first else { throw Problem(.notFound) }
        return Versioned(view, version: version)
    }
}

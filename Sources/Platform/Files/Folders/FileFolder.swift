import Kernel
import Store

/// A place for files and other folders; its content belongs to its owner, additions by others included.
package struct FileFolder: RowDecodable {
    package let id: ID<FileFolder>
    package let owner: ID<Account>
    /// Nil at the top, and where the reader does not see the folder around it.
    package let parent: ID<FileFolder>?
    package let name: String
    /// The right of the reader.
    package let right: FileRight
    package let createdAt: Instant
    package let updatedAt: Instant
    package let version: Int

    /// The name of a folder; in any spelling of letters it is unique among its neighbours.
    package typealias Name = Line<1, 120>

    /// How many folders may be inside one another.
    package static let maximumDepth = 8

    static func columns(for reach: FileReach) -> SQL {
        """
        d.id, d.owner_id, \(reach.seen("d.parent_id", owner: "d.owner_id")) AS parent, d.name,
        \(reach.rightToFolder) AS reader_right, d.created_at, d.updated_at, d.version
        """
    }

    package init(_ row: inout Row) throws {
        id = try row.next()
        owner = try row.next()
        parent = try row.next()
        name = try row.next()
        right = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    static func key(_ name: String) -> String { name.lowercased() }
}

extension FileFolder {
    /// A folder to which the reader has that right; 404 for strangers, 403 with a lesser one.
    package static func find(
        _ id: ID<FileFolder>,
        _ least: FileRight = .view,
        for reach: FileReach,
        _ tx: borrowing Tx
    ) throws -> FileFolder {
        let folder: FileFolder = try tx.one(
            "SELECT \(columns(for: reach)) FROM folder d WHERE d.id = \(id) AND \(reach.folders())"
        )
        try folder.right.demand(least)
        return folder
    }

    /// The folders within reach, newest first; those in one folder only where `parent` says so.
    package static func list(
        _ page: PageRequest,
        in parent: ID<FileFolder>?,
        for reach: FileReach,
        _ tx: borrowing Tx
    ) throws -> Page<FileFolder> {
        let place: SQL = parent.map { "d.parent_id = \($0)" } ?? "TRUE"
        return try tx.page(
            page,
            "SELECT \(columns(for: reach)) FROM folder d WHERE \(reach.folders()) AND \(place)",
            order: SortOrder(.descending("id", \.id))
        )
    }
}

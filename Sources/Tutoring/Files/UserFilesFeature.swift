import Kernel
import Platform
import Web

extension Feature {
    /// The operations on the files of people; the tables are those of ``Platform/Feature/folders``.
    static let userFiles = Feature(
        routes: UserFileRoutes.routes,
        problems: [.shareNoRelation],
        quotas: [.fileBytes, .folders, .fileShares, .fileReshares],
        bounds: [
            Bound("POST /files", .fileBytes),
            Bound("PATCH /files/{id}", because: "changes an existing file"),
            Bound("DELETE /files/{id}", because: "deletes a file of the caller"),
            Bound("POST /files/{id}/versions", .fileBytes),
            Bound("POST /files/{id}/shares", .fileShares, .fileReshares),
            Bound("DELETE /files/{id}/shares/{shareId}", because: "ends a share"),
            Bound("POST /files/bulk", .fileShares),
            Bound("POST /folders", .folders),
            Bound("PATCH /folders/{id}", because: "changes an existing folder"),
            Bound("DELETE /folders/{id}", because: "deletes a folder of the caller"),
        ],
        audit: UserFileAction.self
    )
}

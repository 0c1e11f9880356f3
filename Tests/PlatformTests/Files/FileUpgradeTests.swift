import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct FileUpgradeTests {
    @Test func `papers of before count as active, for nobody has looked into them; pictures do not`()
        async throws
    {
        let empty = try EmptyDatabase()
        let all = archive.migrations
        let cut = try #require(all.firstIndex { $0.id == "platform/files-002" })
        try await empty.db.migrate(Array(all[..<cut]))
        let types: [MediaType] = [.pdf, .png]
        try await empty.db.write { tx in
            for type in types {
                try tx.execute(
                    """
                    INSERT INTO stored_file (id, name, media_type, size, sha256, state, is_incoming, created_at)
                    VALUES (\(tx.newID(of: StoredFile.self)), 'a', \(type), 1, \([UInt8](repeating: 0, count: 32)), 'clean',
                            \(false), \(tx.now))
                    """
                )
            }
        }

        try await empty.db.migrate(all)

        let files: [StoredFile] = try await empty.db.read { tx in
            try tx.all("SELECT \(StoredFile.columns) FROM stored_file f ORDER BY f.media_type")
        }
        #expect(files.map(\.mediaType) == types && files.map(\.isActive) == [true, false])
    }
}

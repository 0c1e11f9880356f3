import CLibPQ
import Foundation

/// The server of `PORTICO_TEST_POSTGRES`, for what needs a database of its own on it.
package struct PostgresServer: Sendable {
    private let address: URL

    package static var fromEnvironment: Self? {
        ProcessInfo.processInfo.environment["PORTICO_TEST_POSTGRES"].flatMap(URL.init).map(Self.init)
    }

    package func url(of database: String) -> String {
        address.deletingLastPathComponent().appendingPathComponent(database).absoluteString
    }

    /// Runs a statement that no transaction may hold, on a connection of its own.
    package func run(_ statement: String) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async {
                let connection = PQconnectdb(address.absoluteString)
                defer { PQfinish(connection) }
                let result = PQexec(connection, statement)
                defer { PQclear(result) }
                if PQresultStatus(result) == PGRES_COMMAND_OK { return done.resume() }
                done.resume(throwing: Refusal(reason: String(cString: PQerrorMessage(connection))))
            }
        }
    }

    package struct Refusal: Error {
        let reason: String
    }

    private init(_ address: URL) {
        self.address = address
    }
}

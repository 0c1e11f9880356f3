import Logging

extension Logger {
    /// Does the work and logs its failure, so that a temporary database outage does not end a loop of the server.
    func surviving(_ name: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch is CancellationError {
        } catch {
            self.error("\(name) failed", error: error)
        }
    }
}

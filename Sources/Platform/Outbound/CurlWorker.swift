import CCurl
import Kernel

/// What one thread calls with: libcurl's handles, which keep connections open for the next call.
///
/// There is a handle for each reach, since a connection that was opened without a guard must not serve a call that has one.
final class CurlWorker {
    private var handles: [HTTPCaller.Reach: UnsafeMutableRawPointer] = [:]
    private let authorities: String?

    private static let maxHandles = 4
    // Once in the life of the process, and before any other use.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_SSL)) == CURLE_OK

    init(authorities: String?) {
        self.authorities = authorities
    }

    deinit {
        disconnect()
    }

    func make(_ ticket: CallTicket) -> CallTicket.Outcome {
        guard !ticket.isCancelled else { return .failure(.cancelled) }
        let remaining = ticket.request.timeout - ticket.waited
        guard remaining > .zero, let curl = handle(for: ticket.request.reach) else {
            return .failure(.overloaded)
        }
        let transfer = Transfer(ticket, on: curl)
        let outcome = transfer.run(within: remaining, authorities: authorities)
        // Lets go of every pointer into the transfer, and keeps the connections.
        curl_easy_reset(curl)
        return outcome
    }

    private func handle(for reach: HTTPCaller.Reach) -> UnsafeMutableRawPointer? {
        if let handle = handles[reach] { return handle }
        if handles.count >= Self.maxHandles { disconnect() }
        guard Self.isReady, let handle = curl_easy_init() else { return nil }
        handles[reach] = handle
        return handle
    }

    private func disconnect() {
        for handle in handles.values { curl_easy_cleanup(handle) }
        handles = [:]
    }
}

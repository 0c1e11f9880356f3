import CCurl
import Kernel

/// The libcurl handles of one thread, which keep connections open for the next call.
///
/// Each reach has its own handle: a connection opened without the address check must not serve a call that
/// needs it.
final class CurlWorker {
    private var handles: [HTTPCaller.Reach: UnsafeMutableRawPointer] = [:]
    private let authorities: String?

    private static let maxHandles = 4
    // Required once per process, before any other use.
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
        // Clears every pointer into the transfer, but keeps the connections.
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

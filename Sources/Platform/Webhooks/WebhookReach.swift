import Kernel

/// How events leave: the threads that send them, and where they may go.
package struct WebhookReach: Sendable {
    /// Of its own, so that slow receivers take no thread from the rest of the server.
    package var caller: HTTPCaller
    /// Blocks that may be reached although they are private.
    package var allowed: [AddressRange]
    package var demandsTLS: Bool
    package let tally = WebhookTally()

    package init(
        caller: HTTPCaller = HTTPCaller(threads: DeliverWebhooks.workers),
        allowed: [AddressRange] = [],
        demandsTLS: Bool = true
    ) {
        self.caller = caller
        self.allowed = allowed
        self.demandsTLS = demandsTLS
    }

    private var reach: HTTPCaller.Reach { .publicOnly(except: allowed) }

    /// What can be known of an address before anything is sent there.
    func check(_ url: WebhookURL) throws(Problem) {
        let refusal: Refusal? =
            if demandsTLS, !url.isSecure {
                .mustBeHTTPS
            } else if let address = url.literalAddress, !reach.permits(address) {
                .privateAddress
            } else {
                nil
            }
        if let refusal { throw Problem(.invalid, faults: [Problem.Fault("/url", refusal)]) }
    }

    func send(_ parcel: WebhookParcel, at now: Instant) async throws(HTTPFailure) -> HTTPCaller.Answer {
        if demandsTLS, !parcel.url.isSecure { throw .unsound("https is required") }
        return try await caller.call(
            HTTPCaller.Request(
                "POST",
                parcel.url.rawValue,
                headers: parcel.headers(at: now),
                body: .bytes(Array(parcel.payload.utf8)),
                timeout: Webhooks.timeout,
                connectTimeout: Webhooks.connectTimeout,
                reach: reach,
                answerLimit: Webhooks.answerExcerpt,
                cutsLongAnswers: true
            )
        )
    }
}

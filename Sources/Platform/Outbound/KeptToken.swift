import Kernel

/// An access token of an external service, kept until shortly before its end.
///
/// Concurrent callers wait for one exchange of credentials for a token.
actor KeptToken {
    typealias Exchange = @Sendable (_ now: Instant) async throws -> (text: String, life: Duration)

    /// The time by which it is replaced before its end.
    private let margin: Duration
    private let now: @Sendable () -> Instant
    private let exchange: Exchange
    private var kept: (text: String, until: Instant)?
    private var running: Task<(text: String, until: Instant), any Error>?

    init(margin: Duration, now: @escaping @Sendable () -> Instant, exchange: @escaping Exchange) {
        self.margin = margin
        self.now = now
        self.exchange = exchange
    }

    func text() async throws -> String {
        if let kept, kept.until > now() { return kept.text }
        let task =
            running
            ?? Task { [margin, now, exchange] in
                let start = now()
                let (text, life) = try await exchange(start)
                return (text, start + max(life - margin, .zero))
            }
        running = task
        do {
            let token = try await task.value
            if running == task { (kept, running) = (token, nil) }
            return token.text
        } catch {
            if running == task { running = nil }
            throw error
        }
    }

    /// Drops a refused token, so that the next caller gets a new one.
    func forget(_ text: String) {
        if kept?.text == text { kept = nil }
    }
}

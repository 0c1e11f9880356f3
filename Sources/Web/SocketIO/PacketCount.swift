/// How many packets a client has sent in the present window of time.
struct PacketCount: Sendable {
    private var since = ContinuousClock.now
    private var count = 0

    /// False when there are more than `most`.
    mutating func consume(atMost most: Int, in window: Duration) -> Bool {
        if .now - since > window { (since, count) = (.now, 0) }
        count += 1
        return count <= most
    }
}

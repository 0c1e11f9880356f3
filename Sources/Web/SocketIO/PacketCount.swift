/// The number of packets of a client in the current time window.
struct PacketCount: Sendable {
    private var since = ContinuousClock.now
    private var count = 0

    /// False above `most` packets.
    mutating func consume(atMost most: Int, in window: Duration) -> Bool {
        if .now - since > window { (since, count) = (.now, 0) }
        count += 1
        return count <= most
    }
}

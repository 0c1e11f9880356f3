import Kernel

/// Determines the caller's address behind proxies.
struct CallerAddress: Sendable {
    let trusted: [AddressRange]

    /// The last hop in `X-Forwarded-For` that is not a trusted proxy; the header counts only when the peer is
    /// trusted.
    func address(peer: String, forwarded: String?) -> String {
        guard !trusted.isEmpty, let forwarded, isTrusted(peer) else { return peer }
        var caller = peer
        for hop in forwarded.pieces(at: ",").reversed() {
            guard let address = Self.bare(hop), AddressRange.bits(of: address) != nil else { return caller }
            caller = address
            if !isTrusted(address) { return caller }
        }
        return caller
    }

    func isTrusted(_ address: String) -> Bool {
        guard !trusted.isEmpty, let bits = AddressRange.bits(of: address) else { return false }
        return trusted.contains { $0.contains(bits) }
    }

    /// Without blanks, port and brackets.
    private static func bare(_ hop: Substring) -> String? {
        let text = hop.unpadded
        if text.begins(with: "[") { return text.has("]") ? String(text.before("]").dropFirst()) : nil }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        return String(colons == 1 ? text.before(":") : text)
    }
}

/// The address of a Redis server: `redis://:password@host:6379/0`.
package struct RedisLocation: Sendable, Equatable {
    package let host: String
    package let port: UInt16
    package let user: String?
    package let password: String?
    package let database: Int

    /// Nil for any other kind of address.
    package init?(_ url: String) {
        guard url.hasPrefix("redis://") else { return nil }
        var rest = url.dropFirst("redis://".count)
        var (user, password): (String?, String?) = (nil, nil)
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            user = parts[0].isEmpty ? nil : String(parts[0])
            password = String(parts[1])
            rest = rest[rest.index(after: at)...]
        }
        let pieces = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let place = pieces[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = place.first, !host.isEmpty,
            let port = place.count == 2 ? UInt16(place[1]) : 6379,
            let database = pieces.count == 2 && !pieces[1].isEmpty ? Int(pieces[1]) : 0, database >= 0
        else { return nil }
        self.host = String(host)
        self.port = port
        self.user = user
        self.password = password
        self.database = database
    }
}

/// Redis did not answer in time: the server or the network hangs.
struct RedisSilence: Error {}

/// Redis is unreachable, or did not understand the command.
package struct RedisFailure: Error, CustomStringConvertible {
    package let description: String
}

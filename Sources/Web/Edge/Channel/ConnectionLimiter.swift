import Kernel
import NIOCore
import Synchronization

/// The open connections, and their limits.
///
/// A connection is anonymous until a valid token arrives on it. An address may have a limited number of
/// anonymous connections: the one that has been idle longest is closed for the next, and when all of them are
/// busy the next is closed. Connections of trusted proxies belong to no address. An account can identify only
/// a limited number of connections; further ones stay anonymous.
final class ConnectionLimiter: Sendable {
    fileprivate struct State {
        var all: [ObjectIdentifier: ConnectionStanding] = [:]
        var strangers: [CountedAddress: [ObjectIdentifier: ConnectionStanding]] = [:]
        /// The authenticated subject of each connection.
        var subjects: [ObjectIdentifier: String] = [:]
        var perSubject: [String: Int] = [:]
        /// Anonymous connections that were idle longest at the last search, the longest at the end.
        var quietest: [(standing: ConnectionStanding, since: UInt64)] = []
        var isDraining = false
    }

    private let state = Mutex(State())
    private let limits: ServerConfiguration.Limits
    private let callers: CallerAddress
    /// For connections that have switched to another protocol.
    let signal = DrainSignal()

    init(_ limits: ServerConfiguration.Limits, trusted: [AddressRange] = []) {
        self.limits = limits
        callers = CallerAddress(trusted: trusted)
    }

    var count: Int { state.withLock(\.all.count) }
    /// For tests.
    func strangers(of address: String) -> Int {
        state.withLock { $0.strangers[CountedAddress(address)]?.count ?? 0 }
    }

    /// False when the limit is reached.
    func enter(_ standing: ConnectionStanding, from address: String) -> Bool {
        let caller = callers.isTrusted(address) ? nil : CountedAddress(address)
        let id = ObjectIdentifier(standing)
        let (isIn, leaver) = state.withLock { state -> (Bool, ConnectionStanding?) in
            guard !state.isDraining else { return (false, nil) }
            guard let caller else {
                standing.becomesKnown()
                state.all[id] = standing
                return (true, nil)
            }
            var leaver: ConnectionStanding?
            if let most = limits.perAddress, let others = state.strangers[caller], others.count >= most {
                leaver = Self.quietest(of: others.values)
                guard let leaver else { return (false, nil) }
                state.strangers[caller]?[ObjectIdentifier(leaver)] = nil
            }
            state.strangers[caller, default: [:]][id] = standing
            state.all[id] = standing
            return (true, leaver)
        }
        leaver?.channel.pipeline.fireUserInboundEventTriggered(MakeRoom())
        if isIn { standing.channel.closeFuture.whenComplete { _ in self.leave(id, caller) } }
        return isIn
    }

    private func leave(_ id: ObjectIdentifier, _ caller: CountedAddress?) {
        state.withLock { state in
            state.all[id] = nil
            if let caller { state.removeStranger(id, of: caller) }
            guard let subject = state.subjects.removeValue(forKey: id) else { return }
            let left = (state.perSubject[subject] ?? 1) - 1
            state.perSubject[subject] = left > 0 ? left : nil
        }
    }

    func know(_ standing: ConnectionStanding, as subject: String) {
        let id = ObjectIdentifier(standing)
        guard let address = standing.channel.remoteAddress?.ipAddress else { return }
        state.withLock { state in
            let count = state.perSubject[subject] ?? 0
            guard count < limits.perSubject, state.all[id] != nil, state.subjects[id] == nil else { return }
            state.perSubject[subject] = count + 1
            state.subjects[id] = subject
            state.removeStranger(id, of: CountedAddress(address))
            standing.becomesKnown()
        }
    }

    /// Closes the anonymous connection that has been idle longest; false when there is none.
    func makeRoom() -> Bool {
        let leaver = state.withLock { state -> ConnectionStanding? in
            if let next = state.nextQuiet() { return next }
            state.quietest = Self.quiet(among: state.strangers.values.lazy.flatMap(\.values))
            return state.nextQuiet()
        }
        leaver?.channel.pipeline.fireUserInboundEventTriggered(MakeRoom())
        return leaver != nil
    }

    private static func quietest(of standings: some Sequence<ConnectionStanding>) -> ConnectionStanding? {
        var found: (standing: ConnectionStanding, since: UInt64)?
        for standing in standings {
            guard let since = standing.quietSince, since < found?.since ?? .max else { continue }
            found = (standing, since)
        }
        return found?.standing
    }

    /// One search finds this many, so that at the limit not every new connection causes a search.
    private static let lookedUp = 64

    private static func quiet(
        among standings: some Sequence<ConnectionStanding>
    ) -> [(
        standing: ConnectionStanding, since: UInt64
    )] {
        let quiet = standings.compactMap { standing in standing.quietSince.map { (standing, $0) } }
        return Array(quiet.sorted { $0.1 > $1.1 }.suffix(lookedUp))
    }

    func drain() {
        let channels = state.withLock { state in
            state.isDraining = true
            return state.all.values.map(\.channel)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(Drain()) }
        signal.send()
    }

    func closeAll() {
        for standing in state.withLock({ Array($0.all.values) }) { standing.channel.close(promise: nil) }
    }
}

extension ConnectionLimiter.State {
    fileprivate mutating func removeStranger(_ id: ObjectIdentifier, of caller: CountedAddress) {
        strangers[caller]?[id] = nil
        if strangers[caller]?.isEmpty == true { strangers[caller] = nil }
    }

    /// The next found connection, if it is still anonymous and still as idle as when it was found.
    fileprivate mutating func nextQuiet() -> ConnectionStanding? {
        while let (standing, since) = quietest.popLast() {
            if standing.quietSince == since, !standing.isKnown, all[ObjectIdentifier(standing)] != nil {
                return standing
            }
        }
        return nil
    }
}

/// Asks a connection to close, unless a request is being answered on it.
struct MakeRoom: Sendable {}

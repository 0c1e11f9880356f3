import Kernel
import Logging
import ServiceLifecycle
import Store
import Synchronization
import Web

extension RealtimeHub: Service {
    /// Delivers the events of all processes until the service group stops or the task is cancelled.
    package func run() async throws {
        guard policy.isOn else { return try await gracefulShutdown() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.followDatabase() }
            group.addTask { await self.followRedis() }
            group.addTask { await self.repeating(self.options.poll) { self.wake.yield() } }
            group.addTask { await self.repeating(self.options.tick) { await self.watchPermissions() } }
            group.addTask { await self.followRevocations() }
            group.addTask { await self.followMoves() }
            group.addTask { await self.followWhispers() }
            group.addTask { await self.followRedisWhispers() }
            await withTaskCancellationOrGracefulShutdownHandler {
                for await _ in self.wakeUps {
                    await self.log.surviving("delivering events") { try await self.catchUp() }
                }
            } onCancelOrGracefulShutdown: {
                self.wake.finish()
            }
            group.cancelAll()
        }
    }

    /// Delivers all committed events; called by the one delivering task.
    private func catchUp() async throws {
        try await begin()
        while try await deliverMore() {}
    }

    /// Reads the current position, once.
    func begin() async throws {
        guard state.withLock({ $0.position == nil }) else { return }
        let kept = options.kept
        let recent = try await db.read { tx in try RealtimeStore.latest(kept, tx) }
        state.withLock { state in
            guard state.position == nil else { return }
            state.recent = recent
            state.position = recent.last?.position ?? 0
        }
    }

    private static let batch = 500

    private func deliverMore() async throws -> Bool {
        let position = state.withLock { $0.position ?? 0 }
        let (events, mustNumber) = try await db.read { tx in
            (
                try RealtimeStore.list(after: position, atMost: Self.batch, tx),
                try tx.dialect == .postgres && RealtimeStore.hasUnnumbered(tx)
            )
        }
        deliver(events)
        if mustNumber {
            let count = try await db.write { tx in try RealtimeStore.number(atMost: Self.batch, tx) }
            if count > 0 { await notifyOthers() }
        }
        return mustNumber || events.count == Self.batch
    }

    private func followDatabase() async {
        guard options.listens else { return }
        for await _ in db.listen(RealtimeStore.channel) { wake.yield() }
    }

    private func followRedis() async {
        guard let redis else { return }
        for await _ in redis.subscribe(to: channel) { wake.yield() }
    }

    /// Wakes the processes that the database cannot notify.
    private func notifyOthers() async {
        guard let redis else { return }
        await log.surviving("telling Redis") { _ = try await redis.run("PUBLISH", channel, "") }
    }

    // Checks of connected clients

    /// Disconnects clients with an expired token, and checks the due ones again.
    private func watchPermissions() async {
        let (now, clock) = (now(), ContinuousClock.now)
        let (expired, due) = state.withLock { state in
            (
                state.members.values.filter { $0.expires <= now },
                state.members.filter { $0.value.expires > now && $0.value.recheckAt <= clock }.map(\.key)
            )
        }
        for member in expired { member.dismiss(.unauthenticated) }
        for ticket in due { await recheck(ticket) }
    }

    private func recheck(_ ticket: Int) async {
        guard let member = state.withLock({ $0.members[ticket] }) else { return }
        let moves = moves
        do {
            let standing = try await tokens.presence(forAuthorization: member.authorization)
            let rooms = try await policy.rooms(of: standing.actor, on: member.transport, in: db)
            let lost = try await policy.lost(Set(member.joined.keys), of: standing.actor, in: db)
            move(ticket, to: rooms, leaving: lost, standing, asOf: moves)
        } catch let problem as Problem where problem.code == .unauthenticated {
            member.dismiss(.unauthenticated)
        } catch {
            log.warning("looking up rooms failed", error: error)
        }
    }

    /// Sessions that end close their connections.
    private func followRevocations() async {
        for await payload in db.listen(Session.channel) {
            let session = ID<Session>(payload)
            if let session { tokens.distrust(session) }
            await recheckAll { session == nil || $0.session == session }
        }
    }

    private func followMoves() async {
        for await payload in db.listen(Realtime.movesChannel) {
            let account = ID<Account>(payload)
            await recheckAll { account == nil || $0.account == account }
        }
    }

    private func recheckAll(_ isMeant: (Actor) -> Bool) async {
        let tickets = state.withLock { state in
            state.moves += 1
            return state.members.filter { isMeant($0.value.actor) }.map(\.key)
        }
        for ticket in tickets { await recheck(ticket) }
    }

    private func repeating(_ interval: Duration, _ work: () async -> Void) async {
        while !Task.isCancelled {
            await work()
            do { try await Task.sleep(for: interval) } catch { return }
        }
    }
}

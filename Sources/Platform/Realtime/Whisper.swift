import Kernel
import Store
import Synchronization

/// An event that is not stored: for those in a room at this moment, in every process.
struct Whisper: Codable, Sendable {
    /// The process that has delivered it to its own clients.
    let from: String
    let event: String
    let room: String
    let payload: JSONValue

    static let channel = "realtime_whispers"
    /// PostgreSQL carries 8,000 bytes in a notification.
    static let largest = 7_000
}

extension RealtimeHub {
    /// Sends an event to the Socket.IO clients in a room, except one; too large a payload goes to this process only.
    func whisper(_ event: String, _ payload: JSONValue, to room: RealtimeRoom, but ticket: Int?) async {
        deliver(event, payload, to: room, but: ticket)
        let whisper = Whisper(from: id, event: event, room: room.name, payload: payload)
        await log.surviving("whispering to other processes") {
            let text = try JSON.text(of: whisper)
            guard text.utf8.count <= Whisper.largest else { return }
            if try await passOnByRedis(text) { return }
            guard db.dialect == .postgres else { return }
            try await db.write { tx in try tx.notify(Whisper.channel, text) }
        }
    }

    /// False without a working Redis.
    private func passOnByRedis(_ text: String) async throws -> Bool {
        guard let redis else { return false }
        do {
            try await redis.run("PUBLISH", "\(channel).whispers", text)
            return true
        } catch is RedisFailure {
            return false
        }
    }

    func followWhispers() async {
        guard options.listens, takesWhispers else { return }
        for await text in db.listen(Whisper.channel) { hear(text) }
    }

    func followRedisWhispers() async {
        guard let redis, takesWhispers else { return }
        for await text in redis.subscribe(to: "\(channel).whispers") { hear(text) }
    }

    private var takesWhispers: Bool { !policy.events.isEmpty }

    private func hear(_ text: String) {
        guard !text.isEmpty, let whisper = try? JSON.decode(Whisper.self, from: text), whisper.from != id
        else { return }
        deliver(whisper.event, whisper.payload, to: RealtimeRoom(whisper.room), but: nil)
    }

    private func deliver(_ event: String, _ payload: JSONValue, to room: RealtimeRoom, but ticket: Int?) {
        let listeners = state.withLock { state in
            (state.rooms[room] ?? []).subtracting(ticket.map { [$0] } ?? []).compactMap { state.members[$0] }
        }
        for listener in listeners { listener.whisper?(event, payload) }
    }
}

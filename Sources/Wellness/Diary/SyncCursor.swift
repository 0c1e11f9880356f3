import Kernel

/// The position up to which a device has read the changes of a diary.
struct SyncCursor: Sendable, Hashable {
    /// The diary; it is another one after an erasure.
    let epoch: ID<DiaryHead>
    /// The last change that the device has.
    let seq: Int
    /// No change that the device has not read is older than this moment.
    let since: Instant

    var token: String {
        Base64.url.encode(Array("\(epoch).\(seq).\(since.micros)".utf8))
    }

    init(_ epoch: ID<DiaryHead>, seq: Int, since: Instant) {
        (self.epoch, self.seq, self.since) = (epoch, seq, since)
    }

    init(_ token: String) throws {
        let parts = Base64.url.decode(token).map {
            String(decoding: $0, as: UTF8.self).split(separator: ".").map(String.init)
        }
        guard let parts, parts.count == 3, let epoch = ID<DiaryHead>(parts[0]), let seq = Int(parts[1]),
            seq >= 0, let micros = Int64(parts[2])
        else { throw Problem(.invalid, faults: [.init("/cursor", .foreignCursor)]) }
        self.init(epoch, seq: seq, since: Instant(micros: micros))
    }

    /// Refuses a cursor that is older than the tombstones, of an erased diary, or of changes that a restored database
    /// no longer has.
    func check(_ head: DiaryHead, at now: Instant) throws {
        let oldest = now - .days(DiaryPolicy.standard.opDays)
        guard epoch == head.epoch, seq <= head.seq, since >= oldest else { throw Problem(.cursorExpired) }
    }
}

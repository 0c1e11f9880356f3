import Kernel
import Platform

/// Two months of lessons: packages half used, requests, moves, cancellations, absences and a dispute.
enum DemoTerm {
    // swift-format-ignore
    private static let purchases = [
        DemoPurchase("sara.conti",   "tina.rossi",  DemoTime(-8, 1, 10)),
        DemoPurchase("luca.marino",  "paolo.greco", DemoTime(-8, 2, 10)),
        DemoPurchase("anna.leone",   "paolo.greco", DemoTime(-7, 2, 10)),
        DemoPurchase("giulia.serra", "guido.neri",  DemoTime(-7, 3, 10)),
        DemoPurchase("sami.reid",    "theo.grant",  DemoTime(-7, 4, 10)),
        DemoPurchase("jane.hall",    "theo.grant",  DemoTime(-6, 4, 10)),
        DemoPurchase("siri.das",     "emma.wood",   DemoTime(-6, 1, 10)),
        DemoPurchase("marco.fonti",  "tina.rossi",  DemoTime(-5, 1, 10)),
        DemoPurchase("arun.nair",    "tina.rossi",  DemoTime(-2, 1, 10)),
    ]

    // swift-format-ignore
    private static let lessons = [
        DemoLesson("sara.conti",   "tina.rossi",  DemoTime(-6, 3, 15), .taught),
        DemoLesson("sara.conti",   "tina.rossi",  DemoTime(-5, 3, 15), .taught),
        DemoLesson("sara.conti",   "tina.rossi",  DemoTime(-4, 3, 15), .moved(DemoTime(-4, 4, 15)), .taught),
        DemoLesson("sara.conti",   "tina.rossi",  DemoTime(-3, 3, 15), .taught),
        DemoLesson("sara.conti",   "tina.rossi",  DemoTime(-2, 3, 15), .taught),
        DemoLesson("sara.conti",   "tina.rossi",  DemoTime(1, 3, 15)),
        DemoLesson("marco.fonti",  "tina.rossi",  DemoTime(-4, 2, 16), .taught),
        DemoLesson("marco.fonti",  "tina.rossi",  DemoTime(-3, 2, 16), .cancelled(18)),
        DemoLesson("marco.fonti",  "tina.rossi",  DemoTime(-2, 2, 16), .cancelled(6)),
        DemoLesson("marco.fonti",  "tina.rossi",  DemoTime(1, 2, 16)),
        DemoLesson("luca.marino",  "paolo.greco", DemoTime(-6, 4, 16), .confirmed, .taught),
        DemoLesson("luca.marino",  "paolo.greco", DemoTime(-4, 4, 16), .confirmed, .absent(.tutor)),
        DemoLesson("luca.marino",  "paolo.greco", DemoTime(-3, 4, 16), .declined("I am at a conference that day.")),
        DemoLesson("luca.marino",  "paolo.greco", DemoTime(-2, 4, 16), .confirmed, .taught),
        DemoLesson("anna.leone",   "paolo.greco", DemoTime(-5, 5, 11), .confirmed, .taught),
        DemoLesson("giulia.serra", "guido.neri",  DemoTime(-5, 1, 17), .taught),
        DemoLesson("giulia.serra", "guido.neri",  DemoTime(-4, 1, 17), .taught),
        DemoLesson("giulia.serra", "guido.neri",  DemoTime(-1, 1, 17), .absent(.student), .disputed("I was in the room; he looked into another one.")),
        DemoLesson("sami.reid",    "theo.grant",  DemoTime(-5, 2, 11), .taught),
        DemoLesson("sami.reid",    "theo.grant",  DemoTime(-3, 2, 11), .taught),
        DemoLesson("sami.reid",    "theo.grant",  DemoTime(1, 2, 11)),
        DemoLesson("jane.hall",    "theo.grant",  DemoTime(-4, 3, 10), .absent(.student)),
        DemoLesson("jane.hall",    "theo.grant",  DemoTime(-2, 3, 10), .taught),
        DemoLesson("siri.das",     "emma.wood",   DemoTime(-4, 1, 12), .taught),
        DemoLesson("siri.das",     "emma.wood",   DemoTime(-3, 1, 12), .taught),
        DemoLesson("siri.das",     "emma.wood",   DemoTime(2, 1, 12)),
    ]

    private static let zones: [String: Zone] = [
        "theo.grant": .newYork, "emma.wood": Zone("Europe/London") ?? .utc,
    ]

    static func moves(seenFrom now: Instant) -> [DemoMove] {
        purchases.map { $0.move(seenFrom: now) }
            + lessons.flatMap { $0.moves(seenFrom: now, in: zones[$0.tutor] ?? .rome) }
            + [request(at: now - .hours(3), seenFrom: now), DemoSeries.move(seenFrom: now)]
    }

    /// A request that waits for Paolo's answer.
    private static func request(at time: Instant, seenFrom now: Instant) -> DemoMove {
        let waiting = DemoLesson("anna.leone", "paolo.greco", DemoTime(1, 5, 11))
        let booked = waiting.moves(seenFrom: now, in: .rome)[0]
        return DemoMove(at: time, run: booked.run)
    }
}

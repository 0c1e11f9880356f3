import Kernel
import Platform

/// The time in which a move of a lesson can be made; a missing end leaves it open.
struct LessonWindow: Codable, Hashable, Sendable {
    /// The first moment; absent when it is open since the beginning.
    var from: Instant?
    /// The moment from which it is too late; absent when it stays open.
    var until: Instant?

    func contains(_ moment: Instant) -> Bool {
        (from.map { moment >= $0 } ?? true) && (until.map { moment < $0 } ?? true)
    }
}

extension Lesson {
    /// The time for an event, which for absences and disputes includes neither more nor less than the rules say.
    func window(of event: Event) -> LessonWindow {
        switch event {
        case .move, .cancel: LessonWindow(until: startsAt)
        case .complete: LessonWindow(from: endsAt)
        case .missStudent, .missTutor:
            LessonWindow(
                from: startsAt + .minutes(rules.absenceMinutes),
                until: startsAt + .hours(rules.absenceHours)
            )
        case .dispute: LessonWindow(until: disputeUntil)
        case .giveBack: LessonWindow(until: endsAt + .days(rules.giveBackDays))
        case .release, .book, .ask, .confirm, .decline, .lapse, .settleAbsence, .decide: LessonWindow()
        }
    }

    /// Refuses an event whose row or time is not now, as the lifecycle does, and names the time.
    func demandMove(_ event: Event, as call: Call) throws(Problem) {
        let window = window(of: event)
        guard Self.lifecycle.row(event, from: status) == nil || !window.contains(seenAt) else { return }
        var extras: [String: JSONValue] = [
            "present": .string(status.rawValue), "action": .string(event.rawValue),
            "allowed": .array(choices(for: call).filter(\.allowed).map { .string($0.event.rawValue) }),
        ]
        let isOnlyTime = Self.lifecycle.row(event, from: status) != nil
        if isOnlyTime { extras["window"] = window.json }
        throw Problem(.illegalTransition, isOnlyTime ? window.refusal(at: seenAt) : nil, extras: extras)
    }
}

extension LessonWindow {
    fileprivate func refusal(at moment: Instant) -> LocalizedText {
        if let from, moment < from {
            return [
                "it": "È troppo presto: è possibile da `window.from` in poi.",
                "en": "It is too early: this is possible from `window.from` on.",
            ]
        }
        return [
            "it": "È troppo tardi: era possibile fino a `window.until`.",
            "en": "It is too late: this was possible until `window.until`.",
        ]
    }

    fileprivate var json: JSONValue {
        var json: JSONValue = [:]
        if let from { json["from"] = .string(from.description) }
        if let until { json["until"] = .string(until.description) }
        return json
    }
}

extension Guard where Subject == Lesson {
    /// The event has a time, and it is now.
    static func within(_ event: Lesson.Event) -> Guard {
        Guard(
            "window",
            ["it": "Non è il momento di farlo.", "en": "It is not the time for this."]
        ) { lesson in
            let window = lesson.window(of: event)
            if window.contains(lesson.seenAt) { return [] }
            let isEarly = window.from.map { lesson.seenAt < $0 } ?? false
            return [Problem.Fault("/status", isEarly ? .tooEarly : .tooLate)]
        }
    }
}

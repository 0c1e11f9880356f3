import Kernel
import Platform

// swift-format-ignore
extension Problem.Code {
    static let lessonNotStarted = Self("lesson.not_started", 409, [
        "it": "La lezione non è ancora iniziata.", "en": "The lesson has not started yet."])
}

// swift-format-ignore
extension Refusal {
    static let topicNeeded     = Refusal("topic_needed", ["it": "serve per la padronanza", "en": "is needed for mastery"])
    static let noTopicHere     = Refusal("no_topic_here", ["it": "riguarda solo la padronanza", "en": "belongs to mastery only"])
    static let notATopicOfIt   = Refusal("not_a_topic_of_it", ["it": "non è un argomento del compito", "en": "is not a topic of the homework"])
    static let answerNeeded    = Refusal("answer_needed", ["it": "serve un testo o un file", "en": "needs a text or a file"])
}

extension Lesson {
    /// The states of a lesson that takes or took place.
    private static let real: Set<Status> = [
        .confirmed, .completed, .studentAbsent, .tutorAbsent, .disputed, .settled,
    ]

    /// Refuses homework and notes about a lesson that does not take place.
    func demandReal() throws(Problem) {
        guard !Self.real.contains(status) else { return }
        throw Problem(
            .illegalTransition,
            extras: ["present": .string(status.rawValue), "allowed": .array([])]
        )
    }
}

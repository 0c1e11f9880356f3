import Kernel
import Platform
import Web

/// A homework to set.
struct NewHomework: Body {
    /// In a few words.
    var title: Line<1, 140>
    /// The task, as plain text with line breaks.
    var text: Text<1, 10000>
    /// One to ten topics, which can be graded.
    var topics: [Topic]
    /// When it is due; later answers are accepted, and shown as late.
    var dueAt: Instant?
    /// Up to ten files that the caller reaches; the student gets the right to see them.
    var fileIds: [ID<UserFile>]?
}

/// The filter of a list of homework.
struct HomeworkFilter: Query {
    /// Only those in this state.
    var state: Homework.Status?
}

/// A move of a homework, with what it brings.
struct HomeworkMove: Body {
    /// The step of the student or of the tutor; the other members depend on it.
    var action: Homework.Event
    /// For `hand_in`: the answer, as plain text with line breaks.
    var text: Text<1, 10000>?
    /// For `hand_in`: up to ten files that the caller reaches; the tutor gets the right to see them.
    var fileIds: [ID<UserFile>]?
    /// For `grade`: a mark for one or more topics of the homework.
    var scores: [TopicScore]?
    /// For `grade`: a comment for the student.
    var feedback: Text<1, 4000>?

    /// Refuses members of other moves, and missing ones.
    func check(for homework: Homework) throws(Problem) {
        let strange: [(pointer: String, isThere: Bool)] = [
            ("/text", action != .handIn && text != nil), ("/file_ids", action != .handIn && fileIds != nil),
            ("/scores", action != .grade && scores != nil),
            ("/feedback", action != .grade && feedback != nil),
        ]
        var faults = strange.filter(\.isThere).map { Problem.Fault($0.pointer, .notForThisAction) }
        if action == .handIn, text == nil, fileIds?.isEmpty ?? true {
            faults.append(.init("/text", .answerNeeded))
        }
        if action == .grade { faults += scoreFaults(for: homework) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    private func scoreFaults(for homework: Homework) -> [Problem.Fault] {
        guard let scores, !scores.isEmpty else { return [.init("/scores", Refusal(.required))] }
        let topics = scores.map(\.topic)
        if Set(topics).count < topics.count { return [.init("/scores", .listedTwice)] }
        return topics.enumerated().filter { !homework.topics.contains($1.rawValue) }
            .map { .init("/scores/\($0.offset)/topic", .notATopicOfIt) }
    }
}

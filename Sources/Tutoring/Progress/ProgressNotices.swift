import Kernel
import Platform
import Store

/// The messages about learning.
enum ProgressNotices {
    /// Tells the student that an administrator read the progress, and why.
    static func inspected(_ student: ID<Account>, _ reason: Reason, _ tx: borrowing Tx) throws {
        let name = try Account.find(student, tx).locale == .italian ? "i tuoi progressi" : "your progress"
        try TutoringNotice.send(
            .inspected,
            to: [student],
            about: (Account.kind, student.cast()),
            ["name": .words(name), "reason": .words(reason.rawValue)],
            tx
        )
    }
}

/// The messages about homework, each for the other side.
enum HomeworkNotices {
    static func notify(_ homework: Homework, by event: Homework.Event? = nil, _ tx: borrowing Tx) throws {
        let isAnswer = event == .handIn
        let (sender, reader) =
            isAnswer
            ? (homework.student, homework.tutorAccount) : (homework.tutorAccount, homework.student)
        try TutoringNotice.send(
            template(of: event),
            to: [reader],
            about: (Homework.kind, homework.id.cast()),
            [
                "other": .words(try AccountNames(of: [sender], tx)[sender].name),
                "title": .words(homework.title),
            ],
            key: "\(homework.id)@\(homework.version)",
            tx
        )
    }

    private static func template(of event: Homework.Event?) -> NoticeTemplate {
        switch event {
        case nil: .homeworkSet
        case .handIn: .homeworkHandedIn
        case .grade: .homeworkGraded
        case .reopen: .homeworkReopened
        case .withdraw: .homeworkWithdrawn
        }
    }
}

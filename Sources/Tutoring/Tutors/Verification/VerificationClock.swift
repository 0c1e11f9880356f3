import Kernel
import Platform
import Store

/// The time in which papers should be decided; then administrators get a message.
enum VerificationClock {
    static let overdue = "overdue"

    static let handler = DeadlineHandler(
        of: Verification.kind,
        overdue,
        fire: { subject, _, tx in
            let verification = try Verification.find(subject.cast(), tx)
            guard verification.status == .submitted else { return }
            let tutor = try Tutor.find(verification.tutor, tx)
            try TutoringNotice.sendToAdministrators(
                .verificationOverdue,
                about: verification.about,
                ["tutor": .words(tutor.displayName.rawValue)],
                tx
            )
        }
    )
}

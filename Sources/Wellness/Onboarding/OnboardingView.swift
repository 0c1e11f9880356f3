import Kernel
import Platform
import Store
import Web

/// The questions of the onboarding with the caller's answers.
struct OnboardingView: View {
    /// The version of the questions.
    var version: Int
    /// The questions, in the order in which to ask them.
    var questions: [Question]
    /// The caller's answers by the key of the question; unanswered questions have no member.
    var answers: OnboardingAnswers
    /// `none` before the first answer, `draft` until all required questions are answered.
    var state: OnboardingProgress
    /// When it was completed; absent until then.
    var completedAt: Instant?

    /// A question.
    struct Question: Codable, Sendable {
        /// The member of the answers, such as `time_zone`.
        var key: String
        /// The form of the answer.
        var kind: QuestionKind
        /// The question, in the caller's language.
        var title: String
        /// Whether the onboarding can be completed only with an answer.
        var required: Bool
        /// The values to choose, score or agree to; absent where any value of the kind is possible.
        var options: [Option]?
    }

    /// A value of an answer, with its name.
    struct Option: Codable, Sendable {
        /// The value in an answer.
        var value: String
        /// The name, in the caller's language.
        var title: String
    }

    static func of(_ account: ID<Account>, for call: Call, _ tx: borrowing Tx) throws -> OnboardingView {
        let form = OnboardingForm.inForce
        let given = try Onboarding.find(account, tx)
        return OnboardingView(
            version: form.version,
            questions: try form.questions.map { try Question($0, for: call, tx) },
            answers: try given?.answers(at: call.site, tx) ?? OnboardingAnswers(),
            state: given?.progress ?? .none,
            completedAt: given?.completedAt
        )
    }
}

extension OnboardingView.Question {
    fileprivate init(_ question: OnboardingQuestion, for call: Call, _ tx: borrowing Tx) throws {
        key = question.key.rawValue
        kind = question.kind
        title = question.title.text(in: call.languages)
        required = question.isRequired
        options = try Self.options(of: question, for: call, tx)
    }

    private static func options(
        of question: OnboardingQuestion,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> [OnboardingView.Option]? {
        switch question.kind {
        case .choice, .choices:
            question.options.map { .init(value: $0.value, title: $0.title.text(in: call.languages)) }
        case .scores: try domains(for: call, tx)
        case .consents:
            call.site.product.policies(at: tx.now).map { .init(value: $0.purpose.rawValue, title: $0.url) }
        case .timeZone, .times: nil
        }
    }

    private static func domains(for call: Call, _ tx: borrowing Tx) throws -> [OnboardingView.Option] {
        let today = call.site.product.zone.civil(tx.now).date
        return try DomainRow.list(on: today, tx).filter { !$0.domain.isRetired }.map {
            .init(value: $0.domain.key, title: $0.name.text.text(in: call.languages))
        }
    }
}

import Kernel
import Platform
import Store

/// A question to the support with its answer.
///
/// The question is stored before a language model is asked, and the answer after it: nobody waits in a transaction.
struct SupportChat: Sendable {
    let conversation: SupportConversation
    /// Nil while people answer.
    let answer: SupportAnswer?

    static func ask(
        _ question: String,
        in id: ID<SupportConversation>?,
        as call: Call
    ) async throws -> SupportReplyView {
        let language = call.languages.first { call.site.product.languages.contains($0) } ?? .italian
        guard let model = call.site.dependencies.languageModel else {
            return try await call.db.write { tx in
                let chat = try begin(question, in: id, language, as: call, tx)
                return try chat.end(chat.answer?.text, language, as: call, tx)
            }
        }
        let chat = try await call.db.write { tx in try begin(question, in: id, language, as: call, tx) }
        let words = await chat.worded(question, by: model, language)
        return try await call.db.write { tx in try chat.end(words, language, as: call, tx) }
    }

    private static func begin(
        _ question: String,
        in id: ID<SupportConversation>?,
        _ language: Language,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> SupportChat {
        let me = try call.account
        try Quota.supportQuestions.consume(locking: true, as: call, tx)
        let present = try id.map { try SupportConversation.own($0, of: me, tx) }
        let conversation = try present ?? SupportConversation.begin(by: me, tx)
        guard conversation.status != .closed else {
            throw Problem(
                .illegalTransition,
                extras: [
                    "present": .string(conversation.status.rawValue), "allowed": .array([.string("reopen")]),
                ]
            )
        }
        let asked = try conversation.adding(question, by: .asker, me, tx)
        guard asked.status == .bot else { return SupportChat(conversation: asked, answer: nil) }
        return SupportChat(
            conversation: asked,
            answer: try SupportAnswer.of(question, in: language, at: call.site, tx)
        )
    }

    /// The model's words with their citations, or those of the best passage.
    private func worded(_ question: String, by model: LanguageModel, _ language: Language) async -> String? {
        guard let answer, !answer.isMiss else { return answer?.text }
        let masked = Masking.shown(question)
        let passages = answer.passages.map { Masking.shown("\($0.title)\n\($0.text)") }
        return await model.answer(masked, from: passages, in: language) ?? answer.text
    }

    /// Adds the answer, unless people have taken over meanwhile; a second miss in a row calls them.
    private func end(
        _ words: String?,
        _ language: Language,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> SupportReplyView {
        var present = try SupportConversation.find(conversation.id, tx)
        guard let answer, let words, present.status == .bot else {
            let note = SupportAnswer.handedOver.text(in: language)
            return SupportReplyView(present, answer: note, [])
        }
        let misses = answer.isMiss ? present.misses + 1 : 0
        try present.counting(misses: misses, tx)
        guard misses >= SupportConversation.mostMisses else {
            present = try present.adding(words, by: .bot, nil, citing: answer.passages, tx)
            return SupportReplyView(present, answer: words, answer.passages)
        }
        let note = SupportAnswer.handedOver.text(in: language)
        present = try present.adding(note, by: .bot, nil, tx).advanced(by: .handOver, as: call.bySystem, tx)
        return SupportReplyView(present, answer: note, [])
    }
}

extension SupportConversation {
    /// A conversation of the caller's own, an administrator's too.
    static func own(
        _ id: ID<SupportConversation>,
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> SupportConversation {
        try tx.one(
            "SELECT \(columns) FROM support_conversation c WHERE c.id = \(id) AND c.account_id = \(account)"
        )
    }
}

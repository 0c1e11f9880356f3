import Kernel
import Store
import Web

/// Preferences for a product whose clients call the categories of messages topics, and send a list of them.
enum TopicPreferences {
    static func choose(_ call: Call, body: TopicChoices) async throws -> PreferencesView {
        let account = try call.account
        try body.check(call.site.product)
        return try await call.db.write { tx in
            for choice in body.choices {
                let pair = NoticePreferences.Choice(category: choice.topic, channel: choice.channel)
                try NoticePreferences.choose(choice.enabled, pair, for: account, tx)
            }
            return try PreferencesView(account, at: call.site, tx)
        }
    }
}

/// A list of topics with a channel each, to be switched on or off; the others stay as they are.
struct TopicChoices: Body {
    let choices: [TopicChoice]

    init(from decoder: any Decoder) throws {
        choices = try decoder.singleValueContainer().decode([TopicChoice].self)
    }

    func check(_ product: ProductDefinition) throws(Problem) {
        var faults: [Problem.Fault] = []
        for (index, choice) in choices.enumerated() {
            if let refusal = product.notices.refusal(of: choice.topic) {
                faults.append(.init("/\(index)/topic", refusal))
            }
            if let refusal = product.channels.refusal(of: choice.channel) {
                faults.append(.init("/\(index)/channel", refusal))
            }
            if !choice.enabled, product.notices.isLocked(choice.topic, by: choice.channel) {
                faults.append(.init("/\(index)/enabled", .staysOn(choice.topic)))
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

/// One pair of topic and channel, switched on or off.
struct TopicChoice: Codable, Sendable {
    /// The subject matter of the messages; the `category` of a notification.
    var topic: NoticeTemplate.Category
    /// The means of delivery.
    var channel: NoticeTemplate.Channel
    /// Whether messages are sent; some topics cannot be switched off.
    var enabled: Bool
}

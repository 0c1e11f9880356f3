import Kernel
import Store
import Web

/// A sequence to write.
package struct NewSequence<Rules: SequenceRules>: Body, SchemaNamed {
    /// The name for administrators.
    var name: Line<1, 100>
    /// The event that starts a run for a person.
    var trigger: Rules.Trigger
    /// The role of the people it is for.
    var audience: Rules.Audience
    /// The category whose preferences and consents apply; that of all templates in the steps.
    var category: NoticeTemplate.Category
    /// One to twenty messages in their order.
    var steps: [SequenceStep]
    /// The conditions that stop a run; none when absent.
    var stopOn: [Rules.Stop]?
    /// `active` starts it at once; a draft when absent.
    var state: NoticeSequence.Status?

    package static var schemaName: String { "NewSequence" }

    func draft(_ product: ProductDefinition) throws -> SequenceDraft {
        let plan = NoticeSequence.Plan(
            number: 1,
            category: category,
            steps: steps.map(\.step),
            stops: (stopOn ?? []).map(\.rawValue)
        )
        return try SequenceDraft(
            name: name.rawValue,
            trigger: trigger.rawValue,
            audience: audience.rawValue,
            plan: plan
        ).checked(by: Rules.self, product)
    }
}

/// Changes of a sequence; absent members stay as they are.
package struct SequenceChanges<Rules: SequenceRules>: Body, MergePatch, SchemaNamed {
    /// The name for administrators.
    var name: Line<1, 100>?
    /// The event that starts a run from now on.
    var trigger: Rules.Trigger?
    /// The role of the people it is for from now on.
    var audience: Rules.Audience?
    /// The category of new runs.
    var category: NoticeTemplate.Category?
    /// The messages of new runs; runs under way keep theirs.
    var steps: [SequenceStep]?
    /// The conditions that stop new runs.
    var stopOn: [Rules.Stop]?
    /// `active` starts it, or lets it go on; `paused` makes it wait.
    var state: NoticeSequence.Status?

    package static var schemaName: String { "SequenceChanges" }

    func draft(of sequence: NoticeSequence, _ product: ProductDefinition) throws -> SequenceDraft {
        let present = sequence.plan
        let plan = NoticeSequence.Plan(
            number: present.number,
            category: category ?? present.category,
            steps: steps?.map(\.step) ?? present.steps,
            stops: stopOn?.map(\.rawValue) ?? present.stops
        )
        return try SequenceDraft(
            name: name?.rawValue ?? sequence.name,
            trigger: trigger?.rawValue ?? sequence.trigger,
            audience: audience?.rawValue ?? sequence.audience,
            plan: plan
        ).checked(by: Rules.self, product)
    }
}

/// One message of a sequence.
package struct SequenceStep: Codable, Sendable, SchemaNamed {
    /// Hours after the step before, or after the start of the run.
    var after: Ranged<0, 8760>
    /// The key of a template for sequences.
    var template: Line<1, 100>
    /// The only channel of the message; all that the recipient has on when absent.
    var channel: NoticeTemplate.Channel?

    package static let schemaName = "SequenceStep"

    var step: NoticeSequence.Step {
        NoticeSequence.Step(after: after.value, template: template.rawValue, channel: channel)
    }
}

extension SequenceDraft {
    private static let steps = 1...20

    fileprivate func checked<Rules: SequenceRules>(
        by _: Rules.Type,
        _ product: ProductDefinition
    ) throws -> SequenceDraft {
        var faults: [Problem.Fault] = []
        if let refusal = product.notices.refusal(of: plan.category) {
            faults.append(.init("/category", refusal))
        }
        if !Self.steps.contains(plan.steps.count) {
            faults.append(.init("/steps", Refusal(.outOfRange(Self.steps))))
        }
        for (place, step) in plan.steps.enumerated() {
            faults += Self.faults(of: step, plan.category, Rules.templates).map { member, refusal in
                .init("/steps/\(place)/\(member)", refusal)
            }
            if let channel = step.channel, !product.channels.contains(channel) {
                faults.append(.init("/steps/\(place)/channel", .channelNotOfTemplate))
            }
        }
        if let trigger = Rules.Trigger(rawValue: trigger), let audience = Rules.Audience(rawValue: audience),
            Rules.occurrences(of: trigger, for: audience, since: .init(seconds: 0), until: .init(seconds: 0))
                == nil
        {
            faults.append(.init("/audience", .notConcerned))
        }
        if Set(plan.stops).count < plan.stops.count { faults.append(.init("/stop_on", .twice)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return self
    }

    private static func faults(
        of step: NoticeSequence.Step,
        _ category: NoticeTemplate.Category,
        _ templates: [NoticeTemplate]
    ) -> [(String, Refusal)] {
        guard let template = templates.first(where: { $0.name.description == step.template }) else {
            return [("template", .templateUnknown)]
        }
        var faults: [(String, Refusal)] = []
        if template.category != category { faults.append(("template", .otherCategory)) }
        if let channel = step.channel, !template.carries(channel) {
            faults.append(("channel", .channelNotOfTemplate))
        }
        return faults
    }
}

extension NoticeTemplate {
    /// Whether the message can go by a channel; devices and messengers get what the app shows.
    func carries(_ channel: Channel) -> Bool {
        channels.contains(channel) || (isPushed && (channel == .push || Channel.messengers.contains(channel)))
    }
}

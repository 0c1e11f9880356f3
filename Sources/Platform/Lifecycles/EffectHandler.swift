import Kernel
import Store

/// The reaction of a feature to a transition of another feature's subject, in the same transaction.
///
/// The subject publishes the effect in the table of its lifecycle and does not know its handlers, so its feature
/// comes before dependent features. Its own ``LifecycleSubject/apply(effect:as:_:)`` runs first, then the
/// handlers in the order of the features. A handler that moves another subject does so as the caller, or as the server:
/// ``Call/bySystem``.
package struct EffectHandler: Sendable {
    let effect: Effect
    private let handle: Handle
    private typealias Handle =
        @Sendable (_ subjects: [any LifecycleSubject], _ call: Call, _ tx: borrowing Tx) throws -> Void

    package init<Subject: LifecycleSubject>(
        _ effect: Effect,
        of _: Subject.Type,
        _ handle: @escaping @Sendable (_ subject: Subject, _ call: Call, _ tx: borrowing Tx) throws -> Void
    ) {
        self.init(effect, ofAll: Subject.self) { subjects, call, tx in
            for subject in subjects { try handle(subject, call, tx) }
        }
    }

    /// Reacts to subjects that move together at once; there is at least one.
    package init<Subject: LifecycleSubject>(
        _ effect: Effect,
        ofAll _: Subject.Type,
        _ handle: @escaping @Sendable (_ subjects: [Subject], _ call: Call, _ tx: borrowing Tx) throws -> Void
    ) {
        self.effect = effect
        self.handle = { subjects, call, tx in
            guard let subjects = subjects as? [Subject] else { return }
            try handle(subjects, call, tx)
        }
    }

    func run(_ subjects: [any LifecycleSubject], as call: Call, _ tx: borrowing Tx) throws {
        try handle(subjects, call, tx)
    }
}

extension ProductDefinition {
    /// The effects that a feature handles and no lifecycle publishes; empty in a sound product.
    package var unpublishedEffects: [String] {
        let published = Set(lifecycles.flatMap(\.rows).flatMap(\.effects))
        return effects.keys.map(\.name).filter { !published.contains($0) }.sorted()
    }
}

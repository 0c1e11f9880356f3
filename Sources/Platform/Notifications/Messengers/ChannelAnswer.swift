import Web

/// 202 when a code is on its way, otherwise 200.
package struct ChannelAnswer: RouteOutput {
    private let view: ChannelView
    private let isPromise: Bool

    init(_ view: ChannelView, isPromise: Bool = false) {
        self.view = view
        self.isPromise = isPromise
    }

    package static func describe(_ operation: inout Operation) {
        Accepted<ChannelView>.describe(&operation)
        operation.otherSuccess = operation.success
        ChannelView.describe(&operation)
    }

    package func reply(to incoming: Incoming) throws -> Reply {
        try isPromise ? Accepted(view).reply(to: incoming) : view.reply(to: incoming)
    }
}

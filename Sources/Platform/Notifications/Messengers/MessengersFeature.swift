import Kernel

extension Feature {
    /// WhatsApp, Telegram and confirmed numbers for text messages; its product lists the routes and the channels.
    package static let messengers = Feature(
        migrations: [Messenger.migration],
        jobs: [
            DeliverMessage.self, SendMessengerCode.self, ApplyMessengerUpdate.self,
            ForgetMessengerUpdates.self,
        ],
        schedules: [Every("messengers.forget", .hours(1), ForgetMessengerUpdates())],
        problems: [.badSignature, .channelTaken, .channelUnavailable, .hookUnverified],
        personalData: [Messenger.personalData],
        impersonalTables: [
            ImpersonalTable("messenger_update", "sealed reports of messengers, for a week")
        ],
        sealed: [Messenger.address, MessengerCode.sealed, MessengerUpdate.sealed],
        audit: MessengerAction.self,
        unlinking: { account, actor, _, tx in
            for channel in Messenger.Channel.allCases {
                try Messenger.unlink(channel, of: account, by: actor, tx)
            }
        }
    )
}

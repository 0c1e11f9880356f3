import Kernel
import Web

/// The proof of an address.
package struct ChannelProof: Body {
    /// The number, for text messages and WhatsApp.
    var phone: PhoneNumber?
    /// The six digits that were sent to it; without them, a code is sent.
    var code: SixDigits?
}

/// A channel, and how far its link is.
package struct ChannelView: View {
    package var channel: Messenger.Channel
    /// Whether messages go there from now on.
    package var linked: Bool
    /// The address that opens a chat with our bot at Telegram, which links it; absent for other channels.
    package var url: String?
    /// The start of that chat, to be sent as a message where the address does not work; absent for other channels.
    package var code: String?
    /// Until when the code, or the start, can be used; absent when the channel is linked.
    package var expiresAt: Instant?
}

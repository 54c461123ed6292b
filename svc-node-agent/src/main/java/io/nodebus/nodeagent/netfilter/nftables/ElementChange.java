package io.nodebus.nodeagent.netfilter.nftables;

/// One thing that changes in the kernel.
public sealed interface ElementChange {
    ElementKey at();

    /// Without harm when the same is there already; the kernel refuses it when the key leads
    /// elsewhere.
    record AddElement(Element element) implements ElementChange {
        @Override
        public ElementKey at() {
            return element.at();
        }
    }

    /// Refused, with all that goes along, when there is no such element.
    record RemoveElement(ElementKey at) implements ElementChange {}
}

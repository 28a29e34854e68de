package maru.application.port.out;

import java.util.List;
import maru.application.port.ClientInfo;

/** The connections there are. */
public interface ClientDirectory {
    /** In the order in which they came. From any thread; each figure is from about now. */
    List<ClientInfo> clients();
}
